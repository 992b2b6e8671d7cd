using System.Globalization;
using System.Net;
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

    /// <summary>What somebody who was refused is told to wait.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <summary>Null where the request may go on; else the answer. Sets the rate limit headers either way.</summary>
    public IResult? Check(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (IsOff)
        {
            return null;
        }

        var network = ReporterHash.NetworkOf(context.Connection.RemoteIpAddress);
        var allowed = Acquire(network);
        var left = _limiter.GetStatistics(network)?.CurrentAvailablePermits ?? 0;
        var (quota, seconds) = (options.Value.ReportsPerNetworkAndMinute, (int)Window.TotalSeconds);
        context.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"network\";q={quota};w={seconds}");
        context.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"network\";r={left};t={seconds}");
        if (allowed)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = ((int)RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-reports", "Too many reports from your network.", "Nothing was stored. Try again in a few seconds.");
    }

    /// <summary>For reports that come over a circuit and have no response of their own.</summary>
    public bool Allows(IPAddress? address) => IsOff || Acquire(ReporterHash.NetworkOf(address));

    private bool IsOff => string.Equals(options.Value.Friction, "off", StringComparison.Ordinal);

    private bool Acquire(string network)
    {
        using var lease = _limiter.AttemptAcquire(network);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
