using System.Text.Json.Nodes;
using Reports.Web.Components;

namespace Reports.Web.Features.Home;

/// <summary>The site and its search.</summary>
internal static class SiteStructuredData
{
    public static JsonObject Of(PageContext page)
    {
        var home = page.Origin + Urls.Home(page.Prefix);
        return new JsonObject
        {
            ["@type"] = "WebSite",
            ["name"] = "Reports",
            ["url"] = home,
            ["inLanguage"] = page.Texts.Language,
            ["publisher"] = JsonLd.Publisher(page),
            ["potentialAction"] = new JsonObject
            {
                ["@type"] = "SearchAction",
                ["target"] = new JsonObject { ["@type"] = "EntryPoint", ["urlTemplate"] = home + "?query={search_term_string}" },
                ["query-input"] = "required name=search_term_string",
            },
        };
    }
}
