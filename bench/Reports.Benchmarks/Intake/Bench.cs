namespace Reports.Benchmarks.Intake;

/// <summary>A site under load beside the slim endpoint, on the same cores. Every run sends new people.</summary>
/// <param name="database">Processor time of the database's own processes so far.</param>
internal sealed class Bench(SiteProcess site, SiteProcess slim, Func<TimeSpan> database)
{
    private const int Turns = 5;
    private const int SlimShare = 4;
    private static readonly ReportRequests Slim = new("/reports", 0);
    private int _people;

    /// <summary>Loads both until the runtime has compiled what they use.</summary>
    public async Task WarmAsync(ReportRequests requests)
    {
        await Load.RunAsync(slim.Address, Slim, IntakeVerb.Connections, IntakeVerb.Warm, null, 0);
        await RunAsync(requests, IntakeVerb.Connections, IntakeVerb.Warm, null);
    }

    public async Task<Measured> RunAsync(ReportRequests requests, int connections, TimeSpan duration, double? perSecond)
    {
        var (siteBefore, databaseBefore) = (site.ProcessorTime(), database());
        var load = await Load.RunAsync(site.Address, requests, connections, duration, perSecond, _people);
        _people += connections;
        return new Measured(load, [load], null, site.ProcessorTime() - siteBefore, database() - databaseBefore, site.ResidentMegabytes);
    }

    /// <param name="connections">
    /// From so many connections, <see cref="IntakeVerb.Share"/> of what the site has just done in this turn is also sent by the clock, from one number after the other. The last number then sends
    /// the slim endpoint as great a part of what that has just done, measured for as long.
    /// </param>
    public async Task<(Measured Full, IReadOnlyList<Measured> Parts, IReadOnlyList<Load> Slim)> TakeTurnsAsync(ReportRequests requests, TimeSpan duration, params int[] connections)
    {
        var (full, ratios, clocked) = (new List<Measured>(), new List<double>(), new List<Load>());
        var parts = Array.ConvertAll(connections, _ => new List<Measured>());
        for (var turn = 0; turn < Turns; turn++)
        {
            var limit = await Load.RunAsync(slim.Address, Slim, IntakeVerb.Connections, duration / Turns / SlimShare, null, 0);
            full.Add(await RunAsync(requests, IntakeVerb.Connections, duration / Turns, null));
            ratios.Add(full[^1].PerSecond / limit.PerSecond);
            foreach (var (count, runs) in connections.Zip(parts))
            {
                runs.Add(await RunAsync(requests, count, duration / Turns, IntakeVerb.Share * full[^1].PerSecond));
            }

            if (connections is [.., var last])
            {
                var own = await Load.RunAsync(slim.Address, Slim, IntakeVerb.Connections, duration / Turns, null, 0);
                clocked.Add(await Load.RunAsync(slim.Address, Slim, last, duration / Turns, IntakeVerb.Share * own.PerSecond, 0));
            }
        }

        return (Measured.Sum(full, Percentiles.Of(ratios, 0.5)), Array.ConvertAll(parts, runs => Measured.Sum(runs, null)), clocked);
    }
}

/// <param name="Turns">What it is the sum of.</param>
/// <param name="TimesSlim">Reports a second beside those of the slim endpoint; null where it was not run.</param>
/// <param name="Site">Processor time that the site took.</param>
/// <param name="Database">That the database's own processes took; zero for SQLite, which runs in the site.</param>
internal sealed record Measured(Load Load, IReadOnlyList<Load> Turns, double? TimesSlim, TimeSpan Site, TimeSpan Database, double Megabytes)
{
    /// <summary>Runs one after the other, as one.</summary>
    public static Measured Sum(List<Measured> runs, double? timesSlim) => new(
        Load.Sum(runs.ConvertAll(run => run.Load)), runs.ConvertAll(run => run.Load), timesSlim, TimeSpan.FromTicks(runs.Sum(run => run.Site.Ticks)), TimeSpan.FromTicks(runs.Sum(run => run.Database.Ticks)),
        runs.Max(run => run.Megabytes));

    public double PerSecond => Load.PerSecond;

    public double SiteMicroseconds => Site.TotalMicroseconds / Load.Stored;

    public double DatabaseMicroseconds => Database.TotalMicroseconds / Load.Stored;
}
