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

    private Load((float Milliseconds, short Status)[] answers, int broken, TimeSpan took) => (_answers, _broken, _took) = (answers, broken, took);

    public double PerSecond => Stored / _took.TotalSeconds;

    public int Stored => _answers.Count(answer => answer.Status is 201 or 204);

    /// <param name="perSecond">Reports a second over all connections; null for as fast as they are answered.</param>
    /// <param name="firstPerson">Connections of another run must not send the same people: where to begin to count.</param>
    public static async Task<Load> RunAsync(Uri site, ReportRequests requests, int connections, TimeSpan duration, double? perSecond, int firstPerson)
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, site.Port);
        var all = Enumerable.Range(0, connections).Select(i => new LoadConnection(endpoint, requests, firstPerson + i)).ToList();
        var gap = perSecond is { } rate ? TimeSpan.FromSeconds(connections / rate) : TimeSpan.Zero;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(all.Select((connection, i) => Task.Run(() => connection.RunAsync(duration, gap, gap * i / connections))));
        return new Load([.. all.SelectMany(connection => connection.Answers)], all.Sum(connection => connection.Broken), Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Runs one after the other, as one.</summary>
    public static Load Sum(IReadOnlyList<Load> runs) =>
        new([.. runs.SelectMany(run => run._answers)], runs.Sum(run => run._broken), TimeSpan.FromTicks(runs.Sum(run => run._took.Ticks)));

    /// <summary>Milliseconds within which a part of the stored reports, (0, 1], was acknowledged; NaN without any.</summary>
    public double Percentile(double part)
    {
        var sorted = _answers.Where(answer => answer.Status is 201 or 204).Select(answer => answer.Milliseconds).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>Such as <c>201: 1200, 503: 3</c>.</summary>
    public string Statuses() =>
        string.Join(", ", _answers.CountBy(answer => answer.Status).OrderBy(each => each.Key).Select(each => $"{each.Key.ToString(CultureInfo.InvariantCulture)}: {each.Value.ToString(CultureInfo.InvariantCulture)}"))
        + (_broken > 0 ? $", broken connections: {_broken.ToString(CultureInfo.InvariantCulture)}" : "");
}
