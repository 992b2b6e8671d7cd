using System.Diagnostics;
using System.Globalization;

namespace Reports.Benchmarks.Crash;

/// <summary>Harms the site, its database or its disk at a random moment of the load, round after round on one database.</summary>
internal sealed class KillRounds
{
    private readonly List<double> _secondsToReady = [];

    /// <summary>Rounds in which something did not hold, with what.</summary>
    public List<string> Failures { get; } = [];

    /// <param name="repair">Ends with the start of what the site or its database runs in.</param>
    /// <param name="seed">Decides the reports and the moments.</param>
    public async Task RunAsync(Trial trial, Func<Task> harm, Func<Task> repair, int rounds, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        for (var round = 1; round <= rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using (var stop = new CancellationTokenSource())
            {
                var load = trial.Senders.RunAsync(TimeSpan.Zero, stop.Token);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 2000)), TimeProvider.System, cancellationToken);
                await harm();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TimeProvider.System, cancellationToken);
                await stop.CancelAsync();
                await load;
            }

            var began = Stopwatch.GetTimestamp();
            await repair();
            _secondsToReady.Add((await trial.Senders.UntilTakenAsync(began)).TotalSeconds);
            if (await trial.CheckAsync() is { Count: > 0 } wrong)
            {
                Failures.Add($"seed {seed}, round {round}: {string.Join("; ", wrong)}");
                await Console.Error.WriteLineAsync(Failures[^1]);
            }
        }
    }

    public string Row(Trial trial, string database, string killed)
    {
        var sorted = _secondsToReady.Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {database} | {killed} | {sorted.Count} | {trial.Ledger.Sent.Count(report => report.IsAcknowledged)} | {trial.Stored} | {trial.StoredThoughRefused} | {trial.Lost} | {trial.Twice} | {trial.Miscounted} | {sorted[sorted.Count / 2]:F1} | {sorted[^1]:F1} |");
    }
}
