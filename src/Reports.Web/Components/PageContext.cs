using Reports.Pipeline.Status;
using Reports.Web.Localization;

namespace Reports.Web.Components;

/// <summary>What every part of a public page knows: the texts, the one board it is drawn from, and its own address.</summary>
/// <param name="Prefix">The language in the address, which links keep; null where it was negotiated.</param>
/// <param name="Path">The address without the language.</param>
/// <param name="Query">What pages understand of the query string, with its question mark, or empty: a cached page must not carry more of its first reader.</param>
/// <param name="Origin">Scheme and host.</param>
/// <param name="Theme"><c>light</c>, <c>dark</c>, or null to follow the system.</param>
public sealed record PageContext(
    Texts Texts,
    StatusBoard Board,
    IReadOnlyList<Texts> Languages,
    string? Prefix,
    string Path,
    string Query,
    string Origin,
    string? Theme)
{
    /// <summary>Parameters that pages understand, and that tell cached pages apart.</summary>
    public static readonly string[] QueryKeys = ["query", "region", "service", "range", "from", "to", "lang", "theme", "size", "style", "category", "at"];

    public DateTimeOffset Now => Board.At;

    public static PageContext Of(HttpContext http, Languages languages, StatusBoard board, string? prefix)
    {
        var request = http.Request;
        var path = request.Path.Value is { Length: > 0 } given ? given : "/";
        if (prefix is not null)
        {
            path = path[(prefix.Length + 1)..];
            path = path.Length == 0 ? "/" : path;
        }

        return new PageContext(
            languages.For(request, prefix), board, languages.Shipped, prefix, path, Known(request.Query),
            $"{request.Scheme}://{request.Host}", ReaderChoices.ThemeOf(request));
    }

    private static string Known(IQueryCollection query) => QueryString.Create(
        QueryKeys.Where(query.ContainsKey).Select(key => KeyValuePair.Create(key, (string?)query[key].ToString()))).Value ?? "";
}
