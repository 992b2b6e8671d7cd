using Reports.Pipeline.Status;
using Reports.Web.Localization;

namespace Reports.Web.Components;

/// <summary>What every part of a public page knows: the texts, the one board it is drawn from, and its own address.</summary>
/// <param name="Prefix">The language in the address, which links keep; null where it was negotiated.</param>
/// <param name="Path">The address without the language.</param>
/// <param name="Query">The query string with its question mark, or empty.</param>
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
            languages.For(request, prefix), board, languages.Shipped, prefix, path, request.QueryString.Value ?? "",
            $"{request.Scheme}://{request.Host}", ThemeEndpoint.Of(request));
    }
}
