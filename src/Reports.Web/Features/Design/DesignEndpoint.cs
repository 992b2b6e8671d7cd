using Microsoft.AspNetCore.Http.HttpResults;
using Reports.Domain.Catalog;
using Reports.Web.Components;
using Reports.Web.Localization;

namespace Reports.Web.Features.Design;

/// <summary>The sheet of all components, for those who change them. It is there in development only.</summary>
public static class DesignEndpoint
{
    public static IEndpointRouteBuilder MapDesign(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            routes.MapGet(Urls.DesignPath, Show).ExcludeFromDescription();
        }

        return routes;
    }

    // Said to return any result: the compiler's part that reads requests does not see the types that Razor makes.
    private static IResult Show(HttpContext http, Languages languages, ServiceCatalog catalog, string? state, string? theme, string? lang)
    {
        var sample = DesignSample.Of(catalog.Services[0], state);
        var page = PageContext.Of(http, languages, sample.Board, null) with
        {
            Theme = theme is "light" or "dark" ? theme : null,
            Texts = languages.Find(lang) ?? languages.For(http.Request),
        };
        return new RazorComponentResult<DesignPage>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(PageView.Page)] = page,
            [nameof(DesignPage.Sample)] = sample,
        })
        { PreventStreamingRendering = true };
    }
}
