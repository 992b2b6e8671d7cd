using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Reports.Pipeline.Status;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features.About;

/// <summary>What machines are told of the site as a whole: crawlers where to go, browsers how to install it, finders of weaknesses whom to tell.</summary>
public static class AboutEndpoints
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    public static IServiceCollection AddAbout(this IServiceCollection services)
    {
        services.AddOptions<SiteOptions>().BindConfiguration(SiteOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    public static IEndpointRouteBuilder MapAbout(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/robots.txt", (HttpContext http, StatusBoardHolder boards) => TypedResults.Text(
            boards.Current.Simulated
                ? "User-agent: *\nDisallow: /\n"
                : $"User-agent: *\nDisallow: /api/\nDisallow: /report\nDisallow: /embed/\nSitemap: {Origin(http)}{Urls.Sitemap}\n")).ExcludeFromDescription();
        routes.MapGet(Urls.Sitemap, (HttpContext http, StatusBoardHolder boards, Languages languages) =>
            TypedResults.Content(SitemapOf(boards.Current, languages, Origin(http)), "application/xml", Encoding.UTF8)).ExcludeFromDescription().FromBoardWithHost();
        routes.MapGet("/.well-known/security.txt", (IOptions<SiteOptions> site, TimeProvider time) => site.Value.ContactLink is { } link
            ? TypedResults.Text($"Contact: {link}\nExpires: {time.GetUtcNow().AddDays(180).ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture)}\n")
            : (IResult)TypedResults.NotFound()).ExcludeFromDescription();
        foreach (var texts in routes.ServiceProvider.GetRequiredService<Languages>().Shipped)
        {
            routes.MapGet(Urls.Manifest(texts.Language), () => TypedResults.Json(WebManifest.Of(texts), contentType: "application/manifest+json")).ExcludeFromDescription();
        }

        return routes;
    }

    private static string SitemapOf(StatusBoard board, Languages languages, string origin)
    {
        IEnumerable<string> paths = [
            Urls.Home(null), Urls.Map(null), Urls.Outages(null), Urls.Builder(null), .. AboutPage.Names.Select(name => Urls.About(name, null)),
            .. board.Services.Select(service => Urls.Service(service.Service.Slug, null)), .. board.Outages.Select(outage => Urls.Outage(outage.Id, null)),
        ];
        var root = new XElement(Sitemap + "urlset", new XAttribute(XNamespace.Xmlns + "xhtml", Xhtml), paths.Select(path => new XElement(
            Sitemap + "url", new XElement(Sitemap + "loc", origin + path),
            languages.Shipped.Select(texts => new XElement(
                Xhtml + "link", new XAttribute("rel", "alternate"), new XAttribute("hreflang", texts.Language),
                new XAttribute("href", origin + Urls.InLanguage(path, texts.Language)))))));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root.ToString(SaveOptions.DisableFormatting)}";
    }

    private static string Origin(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";
}
