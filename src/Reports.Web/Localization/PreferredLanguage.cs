using Microsoft.Net.Http.Headers;

namespace Reports.Web.Localization;

/// <summary>The language that a caller asks for, shipped or not.</summary>
public static class PreferredLanguage
{
    private const int LongestCode = 3;

    /// <summary>Primary subtag of the highest wish in <c>Accept-Language</c>; null without a header that names a language.</summary>
    public static string? Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wishes)
            ? wishes.Where(wish => wish.Quality is not 0).OrderByDescending(wish => wish.Quality ?? 1)
                .Select(wish => wish.Value.ToString().Split('-')[0].ToLowerInvariant())
                .FirstOrDefault(code => code.Length is > 1 and <= LongestCode && code.All(char.IsAsciiLetterLower))
            : null;
    }
}
