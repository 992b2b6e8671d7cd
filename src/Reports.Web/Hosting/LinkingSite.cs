namespace Reports.Web.Hosting;

/// <summary>
/// The site whose link brought somebody here, as far as browsers tell. A search engine is none: whoever meets trouble searches for it, and that says nothing
/// of who sent them.
/// </summary>
public static class LinkingSite
{
    private const int LongestName = 253;
    private static readonly string[] SearchEngines = ["google", "bing", "duckduckgo", "yahoo", "ecosia", "qwant", "startpage", "brave", "yandex", "baidu", "naver", "seznam", "kagi"];

    /// <param name="said">What the page that took the report was told by the browser; an address, or nothing.</param>
    /// <returns>Name of the site in lower case; null for none, for this one and for search engines.</returns>
    public static string? Of(HttpRequest request, string? said = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of(string.IsNullOrEmpty(said) ? request.Headers.Referer.ToString() : said, request.Host.Host);
    }

    /// <param name="text">An address, or nothing.</param>
    /// <param name="own">Name of this site.</param>
    public static string? Of(string? text, string own) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.Host is { Length: > 0 and <= LongestName } name
            && !string.Equals(name, own, StringComparison.OrdinalIgnoreCase)
            && !name.Split('.').Intersect(SearchEngines, StringComparer.OrdinalIgnoreCase).Any()
            ? name.ToLowerInvariant()
            : null;
}
