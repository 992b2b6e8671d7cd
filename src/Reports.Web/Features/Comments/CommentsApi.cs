using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using Reports.Domain.Keys;
using Reports.Pipeline.Comments;
using Reports.Web.Api;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Comments;

/// <summary>The review of comments: read what waits, show or hide it. Needs a key, and no answer of it is kept anywhere.</summary>
public static class CommentsApi
{
    private const int PageSize = 100;
    internal const int MostAtOnce = 200;

    public static IEndpointRouteBuilder MapCommentsApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/comments").WithTags("Comments").RequireApiKey(ApiScopes.Admin);
        group.MapGet("", ListAsync).WithSummary("Comments to review, latest first").Produces<Page<CommentAnswer>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        Map("/show", CommentState.Shown, "Let people see comments");
        Map("/hide", CommentState.Hidden, "Let nobody see comments");
        return routes;

        void Map(string path, CommentState state, string summary) => group
            .MapPost(path, (HttpRequest request, CommentReview review, CancellationToken cancellationToken) => SetAsync(request, review, state, cancellationToken))
            .Accepts<CommentIds>("application/json").WithSummary(summary).Produces<CommentsChanged>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<IResult> ListAsync(
        HttpResponse response, CommentReview review, ServiceCatalog catalog, string? state, string? service, string? page, CancellationToken cancellationToken)
    {
        if (!TryReadState(state, out var wanted))
        {
            return Problems.Invalid("state", "must be pending, shown or hidden");
        }

        if (service is not null && catalog.Find(service) is null)
        {
            return Problems.Invalid("service", "is no service");
        }

        Guid? before = null;
        if (page is not null)
        {
            if (!Guid.TryParse(PageMark.Read(page), out var mark))
            {
                return Problems.Invalid("page", "is no mark that a list gave out");
            }

            before = mark;
        }

        response.Headers.CacheControl = "no-store";
        var found = await review.ListAsync(wanted, catalog.Find(service), before, PageSize + 1, cancellationToken);
        var next = found.Count > PageSize ? PageMark.Write(found[PageSize - 1].Id.ToString()) : null;
        return TypedResults.Ok(new Page<CommentAnswer>([.. found.Take(PageSize).Select(CommentAnswer.Of)], next));
    }

    private static async Task<IResult> SetAsync(HttpRequest request, CommentReview review, CommentState state, CancellationToken cancellationToken)
    {
        var (body, problem) = await BodyReader.ReadAsync<CommentIds>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Ids is not { Count: > 0 and <= MostAtOnce } ids)
        {
            return Problems.Invalid("ids", $"must be 1 to {MostAtOnce} ids of comments");
        }

        var found = await review.SetAsync([.. ids.Distinct()], state, cancellationToken);
        return TypedResults.Ok(new CommentsChanged([.. found], [.. ids.Except(found)]));
    }

    private static bool TryReadState(string? text, out CommentState state)
    {
        state = text switch { "shown" => CommentState.Shown, "hidden" => CommentState.Hidden, _ => CommentState.Pending };
        return text is null or "pending" or "shown" or "hidden";
    }
}
