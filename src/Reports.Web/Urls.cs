using Reports.Domain.Catalog;

namespace Reports.Web;

/// <summary>
/// Every address of the site. A page's address may begin with a language; without one the language is negotiated, so <paramref name="language"/>
/// is the prefix of the page that links, or null.
/// </summary>
public static class Urls
{
    public const string Theme = "/theme";
    public const string Docs = "/openapi/v1.json";
    public const string WorldMap = "/map/world.svg";

    public static string Home(string? language) => language is null ? "/" : "/" + language;

    public static string Home(string? language, string? region) =>
        region is null ? Home(language) : $"{Home(language)}?region={Uri.EscapeDataString(region)}";

    public static string Service(string slug, string? language) => $"{Prefix(language)}/services/{slug}";

    /// <summary>The chart of a service over a span: parameters as pages understand them.</summary>
    public static string Chart(string slug, string? language, params ReadOnlySpan<(string Key, string Value)> span)
    {
        List<string> query = [];
        foreach (var (key, value) in span)
        {
            query.Add($"{key}={Uri.EscapeDataString(value)}");
        }

        return $"{Service(slug, language)}{(query.Count == 0 ? "" : "?")}{string.Join('&', query)}#chart";
    }

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

    public static string Embed(string slug) => "/embed/" + slug;

    public static string Events(string? service) =>
        service is null ? "/api/v1/events" : "/api/v1/events?service=" + Uri.EscapeDataString(service);

    public static string Series(string slug) => $"/api/v1/services/{slug}/series";

    public static string OutageData(Guid id) => $"/api/v1/outages/{id:D}";

    public static string MapGeoJson(string? service) => service is null ? "/api/v1/map" : $"/api/v1/services/{service}/map";

    /// <summary>The same page in a language: <c>/it/services/zoom</c>, or without a prefix where <paramref name="language"/> is null.</summary>
    /// <param name="path">The path without a language.</param>
    public static string InLanguage(string path, string? language) =>
        language is null ? path : string.Equals(path, "/", StringComparison.Ordinal) ? Home(language) : $"/{language}{path}";

    private static string Prefix(string? language) => language is null ? "" : "/" + language;
}
