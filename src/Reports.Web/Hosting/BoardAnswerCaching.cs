using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Reports.Pipeline.Status;

namespace Reports.Web.Hosting;

/// <summary>Which questions to an endpoint the board answers alone.</summary>
public sealed record OfBoardAlone(Func<HttpRequest, bool> IsSo);

/// <summary>An answer that the board gives alone is drawn once for each board, however many ask for it, and kept for as long as a board stands; never one of a board before it.</summary>
internal sealed class BoardAnswerCaching : IOutputCachePolicy
{
    internal static readonly TimeSpan LongerThanABoard = TimeSpan.FromSeconds(15);
    internal static readonly TimeSpan Briefly = TimeSpan.FromSeconds(2);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<OfBoardAlone>()?.IsSo(http.Request) is true)
        {
            context.CacheVaryByRules.VaryByValues["board"] = http.RequestServices.GetRequiredService<StatusBoardHolder>().Current.Version.ToString(CultureInfo.InvariantCulture);
            context.ResponseExpirationTimeSpan = LongerThanABoard;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;
}
