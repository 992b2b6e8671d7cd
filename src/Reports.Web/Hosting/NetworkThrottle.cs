using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Reports.Pipeline.Intake;

namespace Reports.Web.Hosting;

/// <summary>Limits what one network may send in a minute, so that one machine cannot crowd out everybody else. Safe for all threads.</summary>
public sealed class NetworkThrottle(IOptions<IntakeOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly RateSketch _sketch = new(Window, time);

    /// <summary>The word of the problem, for those who answer without one.</summary>
    public const string Refusal = "too-many-reports";

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

        var left = Take(context.Connection.RemoteIpAddress);
        var (quota, seconds) = (options.Value.ReportsPerNetworkAndMinute, (int)Window.TotalSeconds);
        context.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"network\";q={quota};w={seconds}");
        context.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"network\";r={Math.Max(0, left)};t={seconds}");
        if (left >= 0)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = ((int)RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, Refusal, "Too many reports from your network.", "Nothing was stored. Try again in a few seconds.");
    }

    /// <summary>For reports that come over a circuit and have no response of their own.</summary>
    public bool Allows(IPAddress? address) => IsOff || Take(address) >= 0;

    private bool IsOff => string.Equals(options.Value.Friction, "off", StringComparison.Ordinal);

    private int Take(IPAddress? address) => _sketch.Take(ReporterHash.NetworkOf(address), options.Value.ReportsPerNetworkAndMinute);
}
