using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Reports.Benchmarks.Intake;

/// <summary>Many connections at once, and what came of them.</summary>
internal sealed class Load
{
    private readonly (float Milliseconds, short Status)[] _answers;
    private readonly int _broken;
    private readonly TimeSpan _took;

    private Load((float Milliseconds, short Status)[] answers, int broken, int skipped, TimeSpan took, double pace) =>
        (_answers, _broken, Skipped, _took, Pace) = (answers, broken, skipped, took, pace);

    /// <summary>Microseconds that a fixed piece of work took beside it: <see cref="Intake.Pace"/>.</summary>
    public double Pace { get; }

    /// <summary>Reports of a crowd that never left, since the one before was not answered.</summary>
    public int Skipped { get; }

    public int Broken => _broken;

    public double AnsweredPerSecond => _answers.Length / _took.TotalSeconds;

    public double PerSecond => Stored / _took.TotalSeconds;

    public int Stored => _answers.Count(answer => answer.Status is 201 or 204);

    /// <param name="perSecond">Reports a second over all connections; null for as fast as they are answered.</param>
    /// <param name="firstPerson">Connections of another run must not send the same people: where to begin to count.</param>
    /// <param name="isCrowd">People who come when they come, and do not wait in line before the site.</param>
    public static async Task<Load> RunAsync(Uri site, ReportRequests requests, int connections, TimeSpan duration, double? perSecond, int firstPerson, bool isCrowd = false)
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, site.Port);
        var all = Enumerable.Range(0, connections).Select(i => new LoadConnection(endpoint, requests, firstPerson + i, isCrowd)).ToList();
        var gap = perSecond is { } rate ? TimeSpan.FromSeconds(connections / rate) : TimeSpan.Zero;
        using var pace = new Pace();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(all.Select((connection, i) => Task.Run(() => connection.RunAsync(duration, gap, gap * i / connections))));
        return new Load([.. all.SelectMany(connection => connection.Answers)], all.Sum(connection => connection.Broken), all.Sum(connection => connection.Skipped), Stopwatch.GetElapsedTime(began), pace.End());
    }

    /// <summary>Runs one after the other, as one.</summary>
    public static Load Sum(IReadOnlyList<Load> runs) =>
        new([.. runs.SelectMany(run => run._answers)], runs.Sum(run => run._broken), runs.Sum(run => run.Skipped), TimeSpan.FromTicks(runs.Sum(run => run._took.Ticks)), runs.Select(run => run.Pace).DefaultIfEmpty(double.NaN).Average());

    /// <summary>Milliseconds within which a part of the stored reports, (0, 1], was acknowledged; NaN without any.</summary>
    public double Percentile(double part) => Percentile(part, status => status is 201 or 204);

    /// <summary>Milliseconds within which a part of those answered otherwise was.</summary>
    public double RefusedPercentile(double part) => Percentile(part, status => status is not (201 or 204));

    private double Percentile(double part, Func<short, bool> which) => Percentiles.Of(_answers.Where(answer => which(answer.Status)).Select(answer => (double)answer.Milliseconds), part);

    /// <summary>Such as <c>201: 1200, 503: 3</c>.</summary>
    public string Statuses() =>
        string.Join(", ", _answers.CountBy(answer => answer.Status).OrderBy(each => each.Key).Select(each => $"{each.Key.ToString(CultureInfo.InvariantCulture)}: {each.Value.ToString(CultureInfo.InvariantCulture)}"))
        + (_broken > 0 ? $", broken connections: {_broken.ToString(CultureInfo.InvariantCulture)}" : "");
}
