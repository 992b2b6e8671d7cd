using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Reports.Domain.Catalog;
using Reports.Web.Hosting;

namespace Reports.Web.Features;

/// <summary>How long a page of a board is kept: longer than a board stands, but what somebody searches or chooses, which nobody else may, for seconds.</summary>
internal sealed class BoardPageCaching : IOutputCachePolicy
{
    /// <summary>For a page that lacks something which may be there when it is asked for again.</summary>
    public static void KeepBriefly(HttpContext http)
    {
        if (http.Features.Get<IOutputCacheFeature>() is { } cache)
        {
            cache.Context.ResponseExpirationTimeSpan = BoardAnswerCaching.Briefly;
        }
    }

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        context.ResponseExpirationTimeSpan = request.Query.Count == 0 || (IsOfAllServices(request) && request.Query.All(IsCommon)) ? BoardAnswerCaching.LongerThanABoard : BoardAnswerCaching.Briefly;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>Only those pages have one for each macro-region.</summary>
    private static bool IsOfAllServices(HttpRequest request) => !request.RouteValues.ContainsKey("slug");

    private static bool IsCommon(KeyValuePair<string, StringValues> choice) =>
        string.Equals(choice.Key, "region", StringComparison.OrdinalIgnoreCase) && choice.Value is [{ } region] && MacroRegions.IndexOf(region) >= 0;
}
