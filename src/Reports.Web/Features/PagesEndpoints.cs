using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Features.About;
using Reports.Web.Features.Home;
using Reports.Web.Features.Map;
using Reports.Web.Features.Outages;
using Reports.Web.Features.Services;
using Reports.Web.Features.Widget;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features;

/// <summary>The pages that everybody reads, each without a language in its address and with every shipped one.</summary>
public static class PagesEndpoints
{
    /// <summary>Name of the output-cache policy of pages; <see cref="VaryPage"/> says what it must tell apart.</summary>
    public const string CachePolicy = "page";

    /// <summary>The same for pages that change with the board: they are drawn once for each, however many ask, for with hundreds of outages that takes long.</summary>
    public const string BoardCachePolicy = "board-page";

    /// <summary>The same for pages of a service, which have comments.</summary>
    public const string ServiceCachePolicy = "service-page";

    private static readonly string[] BoardPaths = ["/api", "/embed", "/badge", "/og", "/oembed", Urls.SuggestPath];

    /// <summary>Needs <see cref="Languages"/> and the board holder.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services.AddSingleton<PageResults>();
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app)
    {
        app.MapReaderChoices();
        var languages = app.ServiceProvider.GetRequiredService<Languages>();
        Map(app.MapGroup(""), null);
        foreach (var language in languages.Shipped)
        {
            Map(app.MapGroup("/" + language.Language), language.Language);
        }

        return app;
    }

    /// <summary>A page for addresses that lead nowhere. No endpoint of its own: a catch-all would hide 405 and 415 from the API.</summary>
    public static void UseMissingPage(this IApplicationBuilder app) => app.Use((http, next) =>
        http.GetEndpoint() is null && WantsPage(http.Request) ? Missing(http).ExecuteAsync(http) : next(http));

    /// <summary>
    /// Until the first tick nothing is known, and after a restart in mid-outage "nothing unusual" would be a lie: whatever reads the board is
    /// told to come back, but for the event stream, which waits. Reports are taken all the same.
    /// </summary>
    public static void UseStarting(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.RequestServices.GetRequiredService<StatusBoardHolder>().IsReady || !ReadsBoard(http) || http.Request.Path == Urls.Events(null))
        {
            return next(http);
        }

        http.Response.Headers.RetryAfter = "5";
        http.Response.Headers.CacheControl = "no-store";
        return Starting(http).ExecuteAsync(http);
    });

    /// <summary>What makes two answers under one address differ: the language that was negotiated, the theme, and at home the region of the reader.</summary>
    public static OutputCachePolicyBuilder VaryPage(this OutputCachePolicyBuilder policy) => policy
        .SetVaryByQuery(PageContext.QueryKeys)
        .VaryByValue(http => new KeyValuePair<string, string>("theme", ReaderChoices.ThemeOf(http.Request) ?? "system"))
        .VaryByValue(http => new KeyValuePair<string, string>(
            "language", http.RequestServices.GetRequiredService<Languages>().For(http.Request).Language))
        .VaryByValue(http => new KeyValuePair<string, string>("own", http.GetEndpoint()?.Metadata.GetMetadata<OwnRegionMark>()?.Of(http) ?? ""));

    /// <summary>Never an answer of a board before.</summary>
    public static OutputCachePolicyBuilder VaryBoard(this OutputCachePolicyBuilder policy) => policy.VaryByValue(http => new KeyValuePair<string, string>(
        "board", http.RequestServices.GetRequiredService<StatusBoardHolder>().Current.Version.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Never an answer with comments as they were before a review on this node.</summary>
    public static OutputCachePolicyBuilder VaryComments(this OutputCachePolicyBuilder policy) => policy.VaryByValue(http => new KeyValuePair<string, string>(
        "comments", http.RequestServices.GetRequiredService<ServiceHistory>().CommentsVersion.ToString(CultureInfo.InvariantCulture)));

    private static void Map(RouteGroupBuilder pages, string? prefix)
    {
        var own = new OwnRegionMark(prefix);
        pages.CacheOutput(CachePolicy).ExcludeFromDescription().WithMetadata(new PageMark());
        var boards = pages.MapGroup("").CacheOutput(BoardCachePolicy);
        boards.MapGet("/", (HttpContext http, PageResults results, string? query, string? region) =>
        {
            var board = results.Board;
            var wanted = ServiceSearch.Cut(query);
            if (wanted is not null && ServiceSearch.Exactly(board.Services.Select(status => status.Service), wanted) is { } service)
            {
                return TypedResults.Redirect(Urls.Service(service.Slug, prefix));
            }

            // What is first depends on who asks, which no cache of others can tell.
            http.Response.Headers.CacheControl = "private";
            return results.Of<HomePage>(http, board, prefix, (nameof(HomePage.Query), wanted), (nameof(HomePage.Region), Macro(region)), (nameof(HomePage.Own), own.Of(http)));
        }).WithMetadata(own);
        pages.MapGroup("").CacheOutput(ServiceCachePolicy).MapGet("/services/{slug}", async (HttpContext http, PageResults results, ServiceHistory history, IOptions<CommentOptions> comments, string slug, string? range, string? from, string? to) =>
        {
            var board = results.Board;
            if (board.Find(slug) is not { } status)
            {
                return results.Missing(http, prefix, "missing.service");
            }

            var span = ChartRange.Read(range, from, to, board.At);
            var series = span.IsDay ? null : await history.SeriesAsync(status.Service, MacroRegions.World, span.From, span.To, span.Step);
            var (past, watched) = (await history.OutagesAsync(status.Service), await history.WatchedDaysAsync(status.Service));
            var (cities, said) = (await history.CitiesAsync(status, board.At), await history.CommentsAsync(status.Service, results.LanguageOf(http, prefix)));
            if (past is null || watched is null || cities is null || said is null)
            {
                BoardPageCaching.KeepBriefly(http);
            }

            return results.Of<ServicePage>(
                http, board, prefix, (nameof(ServicePage.Status), status), (nameof(ServicePage.Span), span), (nameof(ServicePage.Series), series),
                (nameof(ServicePage.History), past), (nameof(ServicePage.WatchedDays), watched), (nameof(ServicePage.Cities), cities), (nameof(ServicePage.Comments), said),
                (nameof(ServicePage.IsReviewedFirst), comments.Value.IsReviewedFirst));
        });
        boards.MapGet("/outages", (HttpContext http, PageResults results) => results.Of<OutagesPage>(http, results.Board, prefix));
        pages.MapGet("/outages/{id:guid}", async (HttpContext http, PageResults results, OutageReader reader, OutageFrames frames, Guid id, CancellationToken cancellationToken) =>
        {
            var board = results.Board;
            var outage = board.FindOutage(id) ?? await reader.ReadAsync(id, cancellationToken);
            return outage is not null and not { State: OutageState.Dismissed }
                ? results.Of<OutagePage>(http, board, prefix, (nameof(OutagePage.Outage), outage), (nameof(OutagePage.Frames), await frames.ReadAsync(outage)))
                : results.Missing(http, prefix, "missing.outage");
        });
        foreach (var name in AboutPage.Names)
        {
            pages.MapGet(Urls.About(name, null), (HttpContext http, PageResults results) => results.Of<AboutPage>(http, results.Board, prefix, (nameof(AboutPage.Name), name)));
        }

        pages.MapGet(Urls.Offline(null), (HttpContext http, PageResults results) => results.Of<OfflinePage>(http, results.Board, prefix));
        pages.MapGet("/widget", (HttpContext http, PageResults results, string? service, string? region, string? lang, string? theme, string? size, string? style) =>
        {
            var board = results.Board;
            var chosen = (string.IsNullOrEmpty(service) ? null : board.Find(service)) ?? (board.Services.Count > 0 ? board.Services[0] : null);
            return chosen is null ? results.Missing(http, prefix, "missing.service") : results.Of<BuilderPage>(
                http, board, prefix, (nameof(BuilderPage.Service), chosen.Service), (nameof(BuilderPage.Size), EmbedSize.Of(size)), (nameof(BuilderPage.Style), BadgeStyle.Of(style)),
                (nameof(BuilderPage.Region), region is not null && RegionCatalog.Instance.IsRegion(region) && region != MacroRegions.World ? region : null),
                (nameof(BuilderPage.Language), lang is not null && results.Ships(lang) ? lang : null), (nameof(BuilderPage.Theme), theme is "light" or "dark" ? theme : null));
        });
        boards.MapGet("/map", (HttpContext http, PageResults results, string? service, string? category, string? region, string? at) =>
        {
            var board = results.Board;
            return results.Of<MapPage>(http, board, prefix, (nameof(MapPage.Scope), MapScope.Read(board, service, category, Macro(region), at)));
        });
    }

    private static IResult Starting(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/embed", StringComparison.OrdinalIgnoreCase, out var slug) && !slug.Value!.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return EmbedEndpoints.Starting(http);
        }

        return WantsPage(http.Request) || IsPageEndpoint(http)
            ? http.RequestServices.GetRequiredService<PageResults>().Starting(http)
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, "starting", "The site is starting.", "It is reading its history. Ask again in a few seconds.");
    }

    private static bool ReadsBoard(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && (WantsPage(http.Request) || IsPageEndpoint(http) || BoardPaths.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)));

    private static bool IsPageEndpoint(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<PageMark>() is not null;

    private static IResult Missing(HttpContext http)
    {
        var language = http.RequestServices.GetRequiredService<Languages>().Find(http.Request.Path.Value?.Split('/').ElementAtOrDefault(1));
        return http.RequestServices.GetRequiredService<PageResults>().Missing(http, language?.Language);
    }

    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static string? Macro(string? region) => region is not null && MacroRegions.IndexOf(region) >= 0 ? region : null;

    private sealed class PageMark;

    /// <summary>On pages that show the reader's own region first.</summary>
    private sealed record OwnRegionMark(string? Prefix)
    {
        public string? Of(HttpContext http) => VisitorRegion.Of(http, http.RequestServices.GetRequiredService<Languages>().For(http.Request, Prefix));
    }
}
