using System.Globalization;
using Reports.Domain.Catalog;

namespace Reports.Web;

/// <summary>
/// Every address of the site. A page's address may begin with a language; without one the language is negotiated, so <paramref name="language"/>
/// is the prefix of the page that links, or null.
/// </summary>
public static class Urls
{
    public const string Theme = "/theme";
    public const string OwnRegion = "/region";
    public const string Docs = "/openapi/v1.json";
    public const string WorldMap = "/map/world.svg";

    /// <summary>The same shapes with more of their detail, for a script that shows them from close by.</summary>
    public const string WorldMapClose = "/map/world-close.svg";

    public static string Home(string? language) => language is null ? "/" : "/" + language;

    public static string Home(string? language, string? region) => WithQuery(Home(language), ("region", region));

    public static string Service(string slug, string? language) => $"{Prefix(language)}/services/{slug}";

    /// <summary>The chart of a service over a span: parameters as pages understand them.</summary>
    public static string Chart(string slug, string? language, params ReadOnlySpan<(string Key, string? Value)> span) =>
        WithQuery(Service(slug, language), span) + "#chart";

    public const string SuggestPath = "/suggest";

    /// <summary>Suggestions in <paramref name="language"/> that lead to pages under <paramref name="prefix"/>; needs the query added.</summary>
    public static string Suggest(string language, string? prefix) => WithQuery(SuggestPath, ("lang", language), ("prefix", prefix));

    public static string OpenSearch(string language) => $"/{language}/opensearch.xml";

    public static string Outages(string? language) => Prefix(language) + "/outages";

    public static string Outage(Guid id, string? language) => $"{Prefix(language)}/outages/{id:D}";

    public static string Map(string? language, string? service = null, string? region = null, string? category = null, string? at = null) => WithQuery(
        Prefix(language) + "/map", ("service", service), ("category", service is null ? category : null),
        ("region", string.Equals(region, MacroRegions.World, StringComparison.Ordinal) ? null : region), ("at", at));

    public static string Report(string? language, string? service = null) => WithQuery(Prefix(language) + "/report", ("service", service));

    /// <summary>The sheet of all components; in development only.</summary>
    public const string DesignPath = "/design";

    public static string Design(string state, string? theme, string language) => WithQuery(DesignPath, ("state", state), ("theme", theme), ("lang", language));

    public const string Sitemap = "/sitemap.xml";

    /// <summary>A page about the site: <c>method</c>, <c>privacy</c>, <c>data</c> or <c>contact</c>.</summary>
    public static string About(string name, string? language) => $"{Prefix(language)}/{(name is "data" ? "open-data" : name)}";

    /// <summary>What is shown where there is no network.</summary>
    public static string Offline(string? language) => Prefix(language) + "/offline";

    public static string Manifest(string language) => $"/{language}/manifest.webmanifest";

    public const string OembedPath = "/oembed";
    public const int ImageWidth = 1200;
    public const int ImageHeight = 630;

    public static string Embed(string slug, string? region = null, string? language = null, string? theme = null, string? size = null) =>
        WithQuery("/embed/" + slug, ("region", region), ("lang", language), ("theme", theme), ("size", size));

    public static string Badge(string slug, string? region = null, string? language = null, string? style = null) =>
        WithQuery($"/badge/{slug}.svg", ("region", region), ("lang", language), ("style", style));

    public static string Oembed(string page, string format) => WithQuery(OembedPath, ("url", page), ("format", format));

    /// <summary>The page on which an embed is put together.</summary>
    public static string Builder(string? language, string? service = null) => WithQuery(Prefix(language) + "/widget", ("service", service));

    /// <summary>The picture that is shown where a page is shared.</summary>
    public static string ServiceImage(string slug, string language) => $"/og/{language}/services/{slug}.png";

    public static string OutageImage(Guid id, string language) => $"/og/{language}/outages/{id:D}.png";

    public static string HomeImage(string language) => $"/og/{language}/home.png";

    public static string Events(string? service) => WithQuery("/api/v1/events", ("service", service));

    public static string Series(string slug) => $"/api/v1/services/{slug}/series";

    /// <summary>Open data of the day (UTC) of an instant.</summary>
    public static string Day(string slug, DateTimeOffset at) => $"/data/{slug}/{at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv";

    public static string OutageData(Guid id) => $"/api/v1/outages/{id:D}";

    public static string MapGeoJson(string? service) => service is null ? "/api/v1/map" : $"/api/v1/services/{service}/map";

    /// <summary>What a map of the last day is played from.</summary>
    public static string Frames(string? service, string? category) =>
        service is null ? WithQuery("/api/v1/frames", ("category", category)) : $"/api/v1/services/{service}/frames";

    public static string OutageFrames(Guid id) => $"/api/v1/outages/{id:D}/frames";

    /// <summary>The same page in a language: <c>/it/services/zoom</c>, or without a prefix where <paramref name="language"/> is null.</summary>
    /// <param name="path">The path without a language.</param>
    public static string InLanguage(string path, string? language) =>
        language is null ? path : string.Equals(path, "/", StringComparison.Ordinal) ? Home(language) : $"/{language}{path}";

    private static string WithQuery(string path, params ReadOnlySpan<(string Key, string? Value)> parameters)
    {
        List<string> query = [];
        foreach (var (key, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add($"{key}={Uri.EscapeDataString(value)}");
            }
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private static string Prefix(string? language) => language is null ? "" : "/" + language;
}
