using Reports.Domain.Catalog;

namespace Reports.Web;

/// <summary>
/// Every address of the site. A page's address may begin with a language; without one the language is negotiated, so <paramref name="language"/>
/// is the prefix of the page that links, or null.
/// </summary>
public static class Urls
{
    public const string Theme = "/theme";
    public const string Docs = "/docs";
    public const string OutagesAtom = "/feeds/outages.atom";
    public const string OutagesJsonFeed = "/feeds/outages.json";
    public const string WorldMap = "/map/world.svg";
    public const string Widget = "/widget";

    public static string Home(string? language) => language is null ? "/" : "/" + language;

    public static string Home(string? language, string? region) =>
        region is null ? Home(language) : $"{Home(language)}?region={Uri.EscapeDataString(region)}";

    public static string Service(string slug, string? language) => $"{Prefix(language)}/services/{slug}";

    public static string Outages(string? language) => Prefix(language) + "/outages";

    public static string Outage(Guid id, string? language) => $"{Prefix(language)}/outages/{id:D}";

    public static string Map(string? language, string? service = null, string? region = null)
    {
        List<string> query = [];
        if (service is not null)
        {
            query.Add("service=" + Uri.EscapeDataString(service));
        }

        if (region is not null && !string.Equals(region, MacroRegions.World, StringComparison.Ordinal))
        {
            query.Add("region=" + Uri.EscapeDataString(region));
        }

        return query.Count == 0 ? Prefix(language) + "/map" : $"{Prefix(language)}/map?{string.Join('&', query)}";
    }

    public static string Report(string? language, string? service = null) =>
        service is null ? Prefix(language) + "/report" : $"{Prefix(language)}/report?service={Uri.EscapeDataString(service)}";

    public static string WidgetBuilder(string? language, string? service = null) =>
        service is null ? Prefix(language) + Widget : $"{Prefix(language)}{Widget}?service={Uri.EscapeDataString(service)}";

    public static string Embed(string slug) => "/embed/" + slug;

    public static string Badge(string slug) => $"/badge/{slug}.svg";

    public static string ServiceFeed(string slug) => $"/services/{slug}/feed.atom";

    public static string ServiceCalendar(string slug) => $"/services/{slug}/outages.ics";

    public static string ServiceImage(string slug) => $"/og/services/{slug}.png";

    public static string OutageImage(Guid id) => $"/og/outages/{id:D}.png";

    public static string Oembed(string page) => "/oembed?url=" + Uri.EscapeDataString(page);

    public static string Events(string? service) =>
        service is null ? "/api/v1/events" : "/api/v1/events?service=" + Uri.EscapeDataString(service);

    public static string DayCsv(string slug, DateTimeOffset day) => $"/data/{slug}/{day.UtcDateTime:yyyy-MM-dd}.csv";

    public static string MapGeoJson(string? service) => service is null ? "/api/v1/map" : $"/api/v1/services/{service}/map";

    /// <summary>The same page in a language: <c>/it/services/zoom</c>, or without a prefix where <paramref name="language"/> is null.</summary>
    /// <param name="path">The path without a language.</param>
    public static string InLanguage(string path, string? language) =>
        language is null ? path : string.Equals(path, "/", StringComparison.Ordinal) ? Home(language) : $"/{language}{path}";

    private static string Prefix(string? language) => language is null ? "" : "/" + language;
}
