using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Reports.Pipeline.Status;
using Reports.Web.Localization;

namespace Reports.Web.Features.Widget;

/// <summary>
/// What other sites carry of ours: a frame without script, the data of the script's element, and badges. No cookie, no circuit; drawn from the
/// board and cached for seconds, because they are asked for by everybody's visitors at once.
/// </summary>
public static class EmbedEndpoints
{
    private const string AskAgain = "public, max-age=15";
    private const string AskAgainForImage = "public, max-age=60";

    public static IEndpointRouteBuilder MapEmbeds(this IEndpointRouteBuilder routes)
    {
        var embeds = routes.MapGroup("").ExcludeFromDescription().CacheOutput(policy => policy
            .Expire(TimeSpan.FromSeconds(2))
            .SetVaryByQuery("region", "theme", "size", "style")
            .VaryByValue(http => new KeyValuePair<string, string>("language", TextsOf(http).Language))
            .VaryByValue(http => new KeyValuePair<string, string>("link", Prefix(http) ?? "")));
        embeds.MapGet("/embed/{slug}", Frame);
        embeds.MapGet("/embed/{slug}.json", Data);
        embeds.MapGet("/badge/{slug}.svg", Image);
        embeds.MapGet("/badge/{slug}.json", Shields);
        return routes;
    }

    /// <summary>A frame that asks again by itself: it must be framed like the one that it becomes.</summary>
    public static IResult Starting(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var texts = TextsOf(http);
        Prepare(http, texts, "no-store");
        http.Response.Headers.ContentSecurityPolicy = EmbedStyle.ContentSecurityPolicy;
        http.Response.Headers["Refresh"] = "5";
        return new RazorComponentResult<MissingEmbed>(new { T = texts, Reason = "embed.starting" })
        {
            StatusCode = StatusCodes.Status503ServiceUnavailable,
            PreventStreamingRendering = true,
        };
    }

    private static RazorComponentResult Frame(HttpContext http, StatusBoardHolder boards, string slug, string? region, string? theme, string? size)
    {
        var texts = TextsOf(http);
        Prepare(http, texts, AskAgain);
        http.Response.Headers.ContentSecurityPolicy = EmbedStyle.ContentSecurityPolicy;
        if (ViewOf(boards.Current, slug, region, texts) is not { } view)
        {
            return new RazorComponentResult<MissingEmbed>(new { T = texts }) { StatusCode = StatusCodes.Status404NotFound, PreventStreamingRendering = true };
        }

        // Nobody reloads a page for a frame in its corner, and it has no script; "nothing unusual" must not stand there for hours.
        http.Response.Headers["Refresh"] = "60";
        return new RazorComponentResult<EmbedPage>(new
        {
            View = view,
            T = texts,
            Href = Urls.Service(view.Service.Slug, Prefix(http)),
            Theme = theme is "light" or "dark" ? theme : null,
            Size = size switch { "small" => "s", "large" => "l", _ => "m" },
        })
        {
            PreventStreamingRendering = true,
        };
    }

    private static Results<JsonHttpResult<WidgetData>, NotFound> Data(HttpContext http, StatusBoardHolder boards, string slug, string? region)
    {
        var texts = TextsOf(http);
        Prepare(http, texts, AskAgain);
        if (ViewOf(boards.Current, slug, region, texts) is not { } view)
        {
            return TypedResults.NotFound();
        }

        var request = http.Request;
        return TypedResults.Json(WidgetData.Of(view, texts, $"{request.Scheme}://{request.Host}{Urls.Service(view.Service.Slug, Prefix(http))}"));
    }

    private static ContentHttpResult Image(HttpContext http, StatusBoardHolder boards, string slug, string? region, string? style)
    {
        var texts = TextsOf(http);
        Prepare(http, texts, AskAgainForImage);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        var view = ViewOf(boards.Current, slug, region, texts);
        var badge = view is null ? Badge.Unknown(texts) : Badge.Of(view, texts);
        return TypedResults.Content(
            BadgeSvg.Draw(badge, BadgeStyle.Of(style), texts.Culture), "image/svg+xml", Encoding.UTF8, view is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    private static Results<JsonHttpResult<ShieldsBadge>, NotFound> Shields(HttpContext http, StatusBoardHolder boards, string slug, string? region)
    {
        var texts = TextsOf(http);
        Prepare(http, texts, AskAgainForImage);
        return ViewOf(boards.Current, slug, region, texts) is { } view
            ? TypedResults.Json(ShieldsBadge.Of(Badge.Of(view, texts)))
            : TypedResults.NotFound();
    }

    private static void Prepare(HttpContext http, Texts texts, string cache)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = cache;
        headers.ContentLanguage = texts.Language;
        headers.Vary = HeaderNames.AcceptLanguage;
    }

    private static Texts TextsOf(HttpContext http) => http.RequestServices.GetRequiredService<Languages>().For(http.Request, Prefix(http));

    // Who asked for a language keeps it behind the link; all others get their own. Other people's pages say "pt-BR".
    private static string? Prefix(HttpContext http) => http.RequestServices.GetRequiredService<Languages>()
        .Find(http.Request.Query["lang"].ToString().Split('-', '_')[0].ToLowerInvariant())?.Language;

    // Written by hand in other people's pages, in whichever case.
    private static EmbedView? ViewOf(StatusBoard board, string slug, string? region, Texts texts) =>
        EmbedView.Of(board, slug.ToLowerInvariant(), region is { Length: 2 } ? region.ToUpperInvariant() : region?.ToLowerInvariant(), texts);
}
