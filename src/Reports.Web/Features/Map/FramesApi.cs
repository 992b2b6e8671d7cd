using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Map;

/// <summary>What a map needs to be played: of the last day, or of an outage minute by minute.</summary>
public static class FramesApi
{
    public static IEndpointRouteBuilder MapFramesApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("Map");
        group.MapGet("/frames", (StatusBoardHolder holder, string? category) => OfAll(holder.Current, category))
            .OpenToAllOrigins().FromBoard("category").WithSummary("Countries over the last 24 hours, all services or one category")
            .Produces<FramesAnswer>().ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/services/{slug}/frames", (string slug, StatusBoardHolder holder) => OfOne(holder.Current, slug))
            .OpenToAllOrigins().FromBoard().WithSummary("Countries of one service over the last 24 hours")
            .Produces<FramesAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/outages/{id:guid}/frames", OfOutageAsync)
            .OpenToAllOrigins().FromStore().WithSummary("Countries while an outage lasted")
            .Produces<FramesAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static IResult OfAll(StatusBoard board, string? category)
    {
        var services = string.IsNullOrEmpty(category) ? board.Services : MapScope.InCategory(board, category);
        return services.Count == 0 && !string.IsNullOrEmpty(category)
            ? Problems.Invalid("category", "is no category")
            : TypedResults.Ok(FramesAnswer.Of(DayFrames.Of(services, board.At) ?? Nothing));
    }

    private static IResult OfOne(StatusBoard board, string slug) => board.Find(slug) is { } service
        ? TypedResults.Ok(FramesAnswer.Of(DayFrames.Of([service], board.At) ?? Nothing))
        : Problems.UnknownService(slug);

    private static async Task<IResult> OfOutageAsync(Guid id, OutageReader reader, OutageFrames frames, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(id, cancellationToken) is not { } outage || outage.State == OutageState.Dismissed)
        {
            return Problems.UnknownOutage(id);
        }

        return await frames.ReadAsync(outage) is { } read
            ? TypedResults.Ok(FramesAnswer.Of(read))
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, "busy", "Too many ask at once.", "Ask again in a few seconds.");
    }

    private static CountryFrames Nothing { get; } = new(0, DayFrames.StepMinutes, DayFrames.WindowMinutes, [], []);
}
