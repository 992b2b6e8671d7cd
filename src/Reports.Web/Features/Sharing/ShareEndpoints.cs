using Microsoft.Net.Http.Headers;
using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features.Sharing;

/// <summary>The pictures that other sites show where a page of this one is shared.</summary>
public static class ShareEndpoints
{
    public static IServiceCollection AddSharing(this IServiceCollection services) => services.AddSingleton<ShareImages>();

    public static IEndpointRouteBuilder MapSharing(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/og/{language}").ExcludeFromDescription();
        images.MapGet("/home.png", (HttpContext http, ShareImages drawn, StatusBoardHolder boards, Languages languages, string language) =>
            languages.Find(language) is { } texts ? AnswerAsync(http, drawn, $"{language}/home", () => ShareImage.OfHome(boards.Current, texts)) : Missing());
        images.MapGet("/services/{slug}.png", (HttpContext http, ShareImages drawn, StatusBoardHolder boards, Languages languages, string language, string slug) =>
            languages.Find(language) is { } texts && boards.Current is var board && board.Find(slug) is { } service
                ? AnswerAsync(http, drawn, $"{language}/services/{slug}", () => ShareImage.OfService(service, board, texts))
                : Missing());
        images.MapGet("/outages/{id:guid}.png", async (HttpContext http, ShareImages drawn, StatusBoardHolder boards, OutageReader outages, Languages languages, string language, Guid id, CancellationToken cancellationToken) =>
            languages.Find(language) is { } texts && await outages.FindAsync(id, cancellationToken) is { } outage and not { State: OutageState.Dismissed }
                ? await AnswerAsync(http, drawn, $"{language}/outages/{id:D}", () => ShareImage.OfOutage(outage, boards.Current, texts))
                : await Missing());
        return routes;
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, ShareImages drawn, string key, Func<ShareImage> image)
    {
        if (await drawn.GetAsync(key, image) is not { } picture)
        {
            http.Response.Headers.RetryAfter = "5";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "busy", "Too many pictures are asked for at once.", "Ask again in a few seconds.");
        }

        http.Response.Headers.CacheControl = "public, max-age=60";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Bytes(picture.Png, "image/png", entityTag: new EntityTagHeaderValue(picture.Tag));
    }

    private static Task<IResult> Missing() => Task.FromResult<IResult>(TypedResults.NotFound());
}
