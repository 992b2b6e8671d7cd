using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Reports.Domain.Catalog;

namespace Reports.Web.Features;

/// <summary>How long a page of a board is kept: longer than a board stands, but what somebody searches or chooses, which nobody else may, for seconds.</summary>
internal sealed class BoardPageCaching : IOutputCachePolicy
{
    private static readonly TimeSpan LongerThanABoard = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Chosen = TimeSpan.FromSeconds(2);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.ResponseExpirationTimeSpan = context.HttpContext.Request.Query.All(IsCommon) ? LongerThanABoard : Chosen;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    private static bool IsCommon(KeyValuePair<string, StringValues> choice) =>
        string.Equals(choice.Key, "region", StringComparison.OrdinalIgnoreCase) && choice.Value is [{ } region] && MacroRegions.IndexOf(region) >= 0;
}
