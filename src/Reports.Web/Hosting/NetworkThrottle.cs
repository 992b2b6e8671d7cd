using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Reports.Pipeline.Intake;

namespace Reports.Web.Hosting;

/// <summary>
/// Limits what one network may send in a minute, so that one machine cannot crowd out everybody else: some reports freely, more with a proof of work, and no
/// more than its quota. What it refused itself is not counted, so who floods a network without proofs takes nothing from a neighbour with one; what was refused after it is, such as a
/// report that is wrong or that the database could not take. Safe for all threads.
/// </summary>
public sealed class NetworkThrottle(IOptions<IntakeOptions> options, TimeProvider time)
{
    /// <summary>How many people without a script one network may have wait instead of a proof, in a minute.</summary>
    private const int MostWaits = 6;
    /// <summary>About how many browsers of one network are given an id in half an hour (what is under way at once may be a few more); those after them count without one.</summary>
    private const int MostIds = 30;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1), IdWindow = TimeSpan.FromMinutes(30);

    private readonly RateSketch _sketch = new(Window, time);
    private readonly RateSketch _ids = new(IdWindow, time);
    private readonly string _policy = string.Create(CultureInfo.InvariantCulture, $"\"network\";q={options.Value.ReportsPerNetworkAndMinute};w={(int)Window.TotalSeconds}");

    /// <summary>The word of the problem, for those who answer without one.</summary>
    public const string Refusal = "too-many-reports";

    public bool IsOff => string.Equals(options.Value.Friction, "off", StringComparison.Ordinal);

    private int Quota => options.Value.ReportsPerNetworkAndMinute;

    private int Free => Math.Min(Quota, options.Value.ReportsWithoutProof);

    private int Questions => Math.Max(Free, Quota - Free);

    /// <summary>Counts a report of a network, unless it has sent as many as it may.</summary>
    public bool Allows(IPAddress? address, bool isProven) => IsOff || _sketch.Take(ReporterHash.NetworkOf(address), isProven ? Quota : Free) >= 0;

    /// <summary>Counts a wait in place of a proof.</summary>
    public bool AllowsWait(IPAddress? address) => IsOff || _sketch.Take(ReporterHash.NetworkOf(address) + "|wait", MostWaits) >= 0;

    /// <summary>Another wait would be counted.</summary>
    public bool HasRoomForWait(IPAddress? address) => IsOff || _sketch.Count(ReporterHash.NetworkOf(address) + "|wait") + 1 <= MostWaits;

    /// <summary>Another id would not be one too many: whoever collects them could later count as often.</summary>
    public bool HasRoomForId(IPAddress? address) => IsOff || _ids.Count(ReporterHash.NetworkOf(address)) + 1 <= MostIds;

    public void GaveId(IPAddress? address) => _ids.Take(ReporterHash.NetworkOf(address), int.MaxValue);

    /// <summary>Counts a question for a proof of work. Free reports and questions together are no more than the quota: a program that never answers them is told to come back later.</summary>
    public bool AllowsQuestion(IPAddress? address) => _sketch.Take(ReporterHash.NetworkOf(address) + "|question", Questions) >= 0;

    /// <summary>Reports that were taken from a network in the last minute.</summary>
    public int Sent(IPAddress? address) => (int)_sketch.Count(ReporterHash.NetworkOf(address));

    /// <summary>False where not even a proof would help.</summary>
    public bool HasRoom(IPAddress? address) => _sketch.Count(ReporterHash.NetworkOf(address)) + 1 <= Quota;

    /// <summary>Counts a proof that costs a derivation, right or wrong.</summary>
    public bool AllowsTrial(IPAddress? address) => _sketch.Take(ReporterHash.NetworkOf(address) + "|trial", Quota) >= 0;

    /// <summary>How long until the network may send another report.</summary>
    public TimeSpan UntilRoom(IPAddress? address) => Until(address, "", Quota);

    public TimeSpan UntilTrial(IPAddress? address) => Until(address, "|trial", Quota);

    public TimeSpan UntilQuestion(IPAddress? address) => Until(address, "|question", Questions);

    /// <summary>How long until another wait would be counted in place of a proof.</summary>
    public TimeSpan UntilWait(IPAddress? address) => Until(address, "|wait", MostWaits);

    /// <summary>
    /// The standard headers; without limits there are none. What is left is always that of reports. How long one has to wait is told only where one has to, and
    /// then <c>Retry-After</c> says the same.
    /// </summary>
    /// <param name="wait">Of somebody who is refused.</param>
    public void Describe(HttpContext context, TimeSpan? wait = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (IsOff)
        {
            return;
        }

        context.Response.Headers["RateLimit-Policy"] = _policy;
        var address = context.Connection.RemoteIpAddress;
        var left = (int)Math.Max(0, Quota - _sketch.Count(ReporterHash.NetworkOf(address)));
        var seconds = (int?)(wait ?? (left == 0 ? UntilRoom(address) : null))?.TotalSeconds;
        context.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"network\";r={left}{(seconds is null ? "" : ";t=")}{seconds}");
        if (wait is not null)
        {
            context.Response.Headers.RetryAfter = seconds?.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The answer to one report too many.</summary>
    public IResult Refuse(HttpContext context, TimeSpan wait)
    {
        Describe(context, wait);
        return Problems.Of(
            StatusCodes.Status429TooManyRequests, Refusal, "Too many reports from your network.", string.Create(CultureInfo.InvariantCulture, $"Nothing was stored. Try again in {(int)wait.TotalSeconds} s."));
    }

    /// <summary>The first whole second after, so that nobody who keeps to it comes too early.</summary>
    private TimeSpan Until(IPAddress? address, string what, int most) => TimeSpan.FromSeconds(Math.Floor(_sketch.Until(ReporterHash.NetworkOf(address) + what, most).TotalSeconds) + 1);
}
