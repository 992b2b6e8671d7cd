using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;

namespace Reports.Web.Components;

/// <summary>Facts of a page in the vocabulary of schema.org, for search engines. It is data, which the policy of scripts does not concern.</summary>
public static class JsonLd
{
    public const string Context = "https://schema.org";

    // The serializer escapes <, > and &, so the data cannot end the element.
    public static MarkupString Script(params IReadOnlyList<JsonObject> things)
    {
        var data = new JsonObject { ["@context"] = Context, ["@graph"] = new JsonArray([.. things]) };
        return new MarkupString($"<script type=\"application/ld+json\">{JsonSerializer.Serialize(data)}</script>");
    }

    /// <summary>Where a page stands in the site; each address with its language.</summary>
    public static JsonObject Breadcrumbs(PageContext page, params IReadOnlyList<(string Name, string Path)> steps)
    {
        ArgumentNullException.ThrowIfNull(page);
        var items = steps.Select((step, i) => (JsonNode)new JsonObject
        {
            ["@type"] = "ListItem",
            ["position"] = i + 1,
            ["name"] = step.Name,
            ["item"] = page.Origin + step.Path,
        });
        return new JsonObject { ["@type"] = "BreadcrumbList", ["itemListElement"] = new JsonArray([.. items]) };
    }

    /// <summary>Who publishes the site.</summary>
    public static JsonObject Publisher(PageContext page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new JsonObject
        {
            ["@type"] = "Organization",
            ["name"] = "Reports",
            ["url"] = page.Origin + Urls.Home(null),
            ["logo"] = new JsonObject { ["@type"] = "ImageObject", ["url"] = page.Origin + "/favicon.svg" },
        };
    }
}
