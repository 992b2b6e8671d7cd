using System.Diagnostics;
using System.Globalization;
using Reports.Domain.Counting;

namespace Reports.Benchmarks.Crash;

/// <summary>Takes something away from a site under load, for a while, and looks at how it bears that and how it comes back.</summary>
internal sealed class Ordeal
{
    private const double HarmAtSecond = 58;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestReturn = TimeSpan.FromMinutes(2);

    /// <summary>Milliseconds within which each report was refused.</summary>
    public IReadOnlyList<double> Refusals { get; private set; } = [];

    /// <summary>From the failure until the site said that it is not ready; null where it never did.</summary>
    public TimeSpan? NotReadyAfter { get; private set; }

    /// <summary>From the repair until a report was stored.</summary>
    public TimeSpan TakenAfter { get; private set; }

    /// <summary>From the repair until the site was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Errors in the log of the site, until the repair.</summary>
    public int LoggedErrors { get; private set; }

    /// <summary>Whole minutes of the failure, and how many of them have a heartbeat all the same.</summary>
    public (int Minutes, long Heartbeats) Dark { get; private set; }

    /// <summary>What does not hold afterwards.</summary>
    public IReadOnlyList<string> Wrong { get; private set; } = [];

    public async Task EndureAsync(Trial trial, Func<Task> harm, TimeSpan lasts, Func<Task> repair, CancellationToken cancellationToken)
    {
        var (site, senders) = (trial.Site, trial.Senders);
        if (lasts >= TimeSpan.FromMinutes(1))
        {
            // So that a whole minute lies in it.
            var second = TimeProvider.System.GetUtcNow().TimeOfDay.TotalSeconds % 60;
            await Task.Delay(TimeSpan.FromSeconds((60 + HarmAtSecond - Warm.TotalSeconds - second) % 60), TimeProvider.System, cancellationToken);
        }

        using var stop = new CancellationTokenSource();
        var load = senders.RunAsync(Gap, stop.Token);
        await Task.Delay(Warm, TimeProvider.System, cancellationToken);
        var logged = site.LoggedErrors;
        await harm();
        var (began, first) = (Stopwatch.GetTimestamp(), MinuteBucket.Of(TimeProvider.System.GetUtcNow()) + 1);
        while (Stopwatch.GetElapsedTime(began) < lasts)
        {
            NotReadyAfter ??= await senders.IsReadyAsync() ? null : Stopwatch.GetElapsedTime(began);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }

        var end = MinuteBucket.Of(TimeProvider.System.GetUtcNow());
        (Refusals, LoggedErrors) = ([.. senders.Refusals.Order()], site.LoggedErrors - logged);
        began = Stopwatch.GetTimestamp();
        await repair();
        TakenAfter = await trial.Senders.UntilTakenAsync(began);
        while (!await trial.Senders.IsReadyAsync() && Stopwatch.GetElapsedTime(began) < LongestReturn)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }

        ReadyAfter = Stopwatch.GetElapsedTime(began);
        await stop.CancelAsync();
        await load;
        Wrong = await trial.CheckAsync();
        Dark = (Math.Max(0, end - first), end > first ? await StoredTruth.HeartbeatsAsync(trial.Connection, first, end) : 0);
    }

    public string Row(Trial trial, string what, TimeSpan lasted)
    {
        var p99 = Refusals.Count == 0 ? double.NaN : Refusals[(int)(0.99 * (Refusals.Count - 1))];
        var notReady = NotReadyAfter is { } after ? after.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) : "never";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {lasted.TotalSeconds:F0} | {trial.Ledger.Sent.Count(report => report.IsAcknowledged)} | {trial.Stored} | {Refusals.Count} | {p99:F0} | {LoggedErrors} | {notReady} | {TakenAfter.TotalSeconds:F1} | {ReadyAfter.TotalSeconds:F1} | {Dark.Heartbeats} of {Dark.Minutes} | {trial.StoredThoughRefused} | {trial.Lost} | {trial.Twice} | {trial.Miscounted} |");
    }
}
