using System.Xml.Linq;
using Microsoft.Net.Http.Headers;
using Reports.Pipeline.Status;
using Reports.Web.Components.Answers;
using Reports.Web.Localization;

namespace Reports.Web.Features.Home;

/// <summary>
/// Services while somebody types their name, in the shape of OpenSearch Suggestions 1.1 (what was typed, names, what is said of each, addresses),
/// and the OpenSearch description by which browsers and feed readers offer the site's search as their own.
/// </summary>
public static class SuggestEndpoint
{
    private const int Most = 7;

    public static IEndpointRouteBuilder MapSuggest(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Urls.SuggestPath, (HttpContext http, StatusBoardHolder boards, Languages languages, string? query, string? lang, string? prefix) =>
        {
            var texts = languages.Find(lang) ?? languages.For(http.Request);
            var under = languages.Find(prefix)?.Language;
            var board = boards.Current;
            var typed = ServiceSearch.Cut(query);
            var found = typed is null ? [] : ServiceSearch.Find(board.Services.Select(status => status.Service), typed).Take(Most).ToList();
            http.Response.Headers.CacheControl = "public, max-age=10";
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
            return TypedResults.Json<object[]>(
                [
                    typed ?? "", found.Select(service => service.Name), found.Select(service => texts[StatusLook.Key(board.Find(service.Slug)!.Status)]),
                    found.Select(service => Urls.Service(service.Slug, under)),
                ], contentType: "application/x-suggestions+json");
        }).ExcludeFromDescription();
        foreach (var language in routes.ServiceProvider.GetRequiredService<Languages>().Shipped)
        {
            routes.MapGet(Urls.OpenSearch(language.Language), (HttpContext http) => TypedResults.Content(
                Describe(language, $"{http.Request.Scheme}://{http.Request.Host}").ToString(), "application/opensearchdescription+xml")).ExcludeFromDescription();
        }

        return routes;
    }

    // The braces are OpenSearch's own, so these addresses are put together as text.
    private static XElement Describe(Texts texts, string origin)
    {
        XNamespace search = "http://a9.com/-/spec/opensearch/1.1/";
        var home = origin + Urls.Home(texts.Language);
        return new XElement(
            search + "OpenSearchDescription",
            new XElement(search + "ShortName", "Reports"),
            new XElement(search + "Description", texts["search.label"]),
            new XElement(search + "Language", texts.Language),
            new XElement(search + "InputEncoding", "UTF-8"),
            new XElement(search + "Image", new XAttribute("width", 16), new XAttribute("height", 16), new XAttribute("type", "image/svg+xml"), origin + "/favicon.svg"),
            new XElement(search + "Url", new XAttribute("type", "text/html"), new XAttribute("template", home + "?query={searchTerms}")),
            new XElement(
                search + "Url", new XAttribute("type", "application/x-suggestions+json"),
                new XAttribute("template", $"{origin}{Urls.Suggest(texts.Language, texts.Language)}&query={{searchTerms}}")));
    }
}
