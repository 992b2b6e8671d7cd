using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Reports.Pipeline.Intake;

namespace Reports.Web.Hosting;

/// <summary>Limits what one network may send in a minute, so that one machine cannot crowd out everybody else. Safe for all threads.</summary>
public sealed class NetworkThrottle(IOptions<IntakeOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(network =>
        RateLimitPartition.GetSlidingWindowLimiter(network, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Value.ReportsPerNetworkAndMinute,
            Window = Window,
            SegmentsPerWindow = 6,
        }));

    /// <summary>Null where the request may go on; else the answer. Sets the rate limit headers either way.</summary>
    public IResult? Check(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (string.Equals(options.Value.Friction, "off", StringComparison.Ordinal))
        {
            return null;
        }

        var network = ReporterHash.NetworkOf(context.Connection.RemoteIpAddress);
        using var lease = _limiter.AttemptAcquire(network);
        var left = _limiter.GetStatistics(network)?.CurrentAvailablePermits ?? 0;
        var (quota, seconds) = (options.Value.ReportsPerNetworkAndMinute, (int)Window.TotalSeconds);
        context.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"network\";q={quota};w={seconds}");
        context.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"network\";r={left};t={seconds}");
        if (lease.IsAcquired)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = "10";
        return Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-reports", "Too many reports from your network.", "Nothing was stored. Try again in a few seconds.");
    }

    public void Dispose() => _limiter.Dispose();
}
