using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;
using Reports.Pipeline.Status;

namespace Reports.Web.Hosting;

/// <summary>Which questions to an endpoint the board answers alone.</summary>
public sealed record OfBoardAlone(Func<HttpRequest, bool> IsSo);

/// <summary>
/// An answer that the board gives alone is drawn once for each board, however many ask for it, and kept for 15 seconds at most; never one of a board before it. Whoever is given a copy is told that it is of
/// now, which it is as long as the board stands: by its age, caches between here and a reader would ask again each time.
/// </summary>
/// <param name="time">Of the answers.</param>
internal sealed class BoardAnswerCaching(TimeProvider time) : IOutputCachePolicy
{
    internal static readonly TimeSpan LongerThanABoard = TimeSpan.FromSeconds(15);
    internal static readonly TimeSpan Briefly = TimeSpan.FromSeconds(2);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (IsOfBoardAlone(http))
        {
            context.CacheVaryByRules.VaryByValues["board"] = http.RequestServices.GetRequiredService<StatusBoardHolder>().Current.Version.ToString(CultureInfo.InvariantCulture);
            context.ResponseExpirationTimeSpan = LongerThanABoard;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (IsOfBoardAlone(http))
        {
            http.Response.OnStarting(() =>
            {
                (http.Response.Headers.Age, http.Response.Headers.Date) = ("0", HeaderUtilities.FormatDate(time.GetUtcNow()));
                return Task.CompletedTask;
            });
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    private static bool IsOfBoardAlone(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<OfBoardAlone>()?.IsSo(http.Request) is true;
}
