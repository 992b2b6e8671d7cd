using System.Text;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.TestKit;

/// <summary>Makes reports that differ only in what a test says.</summary>
public sealed class ReportBuilder
{
    public const int Minute = 29_000_000;
    public const int KeyDay = Minute / MinuteBucket.PerDay;

    /// <param name="isOnNetwork">Nothing but the network tells who the person is.</param>
    public static Report Make(
        string person = "anna", int minute = Minute, int service = 1, ReportKind kind = ReportKind.Down, string place = "IT", string? network = null,
        string? key = null, string body = "body", string? comment = null, short problem = 0, int? keyDay = null, string? personBefore = null, bool countOnly = false,
        CommentState state = CommentState.Pending, string? language = "en", int? city = null, string? bodyBefore = null, string? personNext = null,
        string? networkBefore = null, bool isOnNetwork = false)
    {
        var names = Names(person, network, isOnNetwork);
        var before = Names(personBefore ?? $"{person} yesterday", networkBefore ?? $"{network ?? personBefore ?? person} yesterday", isOnNetwork);
        return new Report(
            Guid.CreateVersion7(MinuteBucket.Start(minute)), service, minute, PlaceId.Parse(place), kind, problem, comment is null ? null : new ReportComment(comment, language, state), keyDay ?? KeyDay,
            names.Person, before.Person, names.Network, before.Network,
            key is null ? null : Hash(key), key is null ? null : Hash(body), key is null ? null : Hash(bodyBefore ?? $"{body} yesterday"), countOnly, city, PersonNext: personNext is null ? null : Hash(personNext));
    }

    private static (byte[] Person, byte[] Network) Names(string person, string? network, bool isOnNetwork)
    {
        var on = PersonNames.Network(Hash(network ?? person));
        return (PersonNames.PersonOn(isOnNetwork ? on : Hash(person), Hash(person).AsSpan(8)), on);
    }

    private static byte[] Hash(string text) => System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
}
