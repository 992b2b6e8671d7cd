using Microsoft.AspNetCore.OutputCaching;

namespace Reports.Web.Features;

/// <summary>How long a page of a board is kept: longer than a board stands, but what somebody searched, which nobody else may search, for seconds.</summary>
internal sealed class BoardPageCaching : IOutputCachePolicy
{
    private static readonly TimeSpan LongerThanABoard = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OfASearch = TimeSpan.FromSeconds(2);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.ResponseExpirationTimeSpan = context.HttpContext.Request.Query.ContainsKey("query") ? OfASearch : LongerThanABoard;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;
}
