using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Reports.Benchmarks.Peers;
using Reports.Detection.Evaluation;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks;

/// <summary><c>detection</c>: ours and the rules of others over the same recorded minutes, strictly online, scored by the benchmark's metrics.</summary>
internal static class DetectionVerb
{
    private const string Macro = "macro";
    private static readonly string[] Levels = ["country", Macro];

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The benchmark's folder.", DefaultValueFactory = _ => new DirectoryInfo("bench/data") };
        var only = new Option<string?>("--only") { Description = "Detectors whose name contains this." };
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("detection", "The detector beside the rules of others: alarms, delays, false alarms, speed.") { data, only, results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(data), result.GetValue(only), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(DirectoryInfo data, string? only, FileInfo? results, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(data.FullName, "outage-dev-101");
        var counts = RecordedCounts.Read(new FileInfo(Path.Combine(folder, "counts.csv.gz")));
        var regions = RecordedRegions.From(counts.Series, RecordedRegions.ReadOffsets(new FileInfo(Path.Combine(folder, "utc_offsets.json"))));
        var truth = new TruthFile(new FileInfo(Path.Combine(folder, "truth.json"))).Outages();
        var text = new StringBuilder($"""
            # Detection beside the rules of others

                dotnet run -c Release --project bench/Reports.Benchmarks -- detection --results bench/results/detection.md

            {await Machine.DescribeAsync()}

            ## Simulated reports (outage-dev-101)
            24 services × 12 countries in 3 macro-regions, one-minute counts of six weeks, weeks five and six scored; macro-regions and the world are sums.
            Outage score = 100 · (Σ over hits 2^(−delay/15 min) − 0.11 · false alarms) ÷ outages. False alarms are per series and week; "nuisances" are those put
            down to blips, bots or gaps in the recording. Speed is of one core, in millions of minutes of a series a second, without reading the file.
            Farrington flexible, a regression for a bucket, judges the macro-regions only and the scored weeks only, by the same time of day in up to four weeks before.

            | detector | level | recall | precision | F1 | within 10 min | delay 50/90 % | false alarms | nuisances | score | M series-min/s |
            |---|---|---|---|---|---|---|---|---|---|---|

            """);
        var events = new StringBuilder();
        foreach (var peer in PeerList.All.Where(peer => only is null || peer.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            var alarms = MinuteBacktest.Run(counts, regions, peer.Of, cores: 1).Select(alarm => new RaisedAlarm(alarm.Series, alarm.Start, alarm.End)).ToList();
            var judged = peer.MacroRegionsOnly ? (double)MacroRegions(truth) * (truth.Minutes - truth.ScoreFrom) : (double)regions.Services.Count * regions.Tree.Count * truth.Minutes;
            var speed = judged / Stopwatch.GetElapsedTime(began).TotalSeconds / 1e6;
            foreach (var score in Levels.Where(level => !peer.MacroRegionsOnly || level is Macro).Select(level => OutageScorer.ScoreLevel(truth, alarms, level)))
            {
                var nuisances = score.FalseAlarmCauses.Where(cause => cause.Key is not "baseline").Sum(cause => cause.Value);
                text.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Name} | {score.Level} | {score.Recall:F3} | {score.Precision:F3} | {score.F1:F3} | {score.Recall10:F3} | {Delay(score.DelayMedian)}/{Delay(score.Delay90)} | {score.FalseAlarmsPerSeriesWeek:F3} | {nuisances} | {score.OutageScore:F1} | {speed:F1} |");
            }

            var noticed = OutageScorer.ScoreEvents(truth, alarms);
            events.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Name} | {noticed.Noticed} of {noticed.Events} | {Delay(noticed.FirstNoticeMedian)}/{Delay(noticed.FirstNotice90)} | {(peer.MacroRegionsOnly ? "–" : (noticed.ScopeJaccard ?? 0).ToString("F2", CultureInfo.InvariantCulture))} |");
            await Console.Out.WriteLineAsync($"{peer.Name}: {speed.ToString("F1", CultureInfo.InvariantCulture)} M/s");
        }

        text.Append("""

            Whole outages (an event of one service), over all levels:

            | detector | noticed | first notice 50/90 % | countries found within 30 min (Jaccard) |
            |---|---|---|---|

            """).Append(events).Append(Onsets.Of(counts, regions, truth))
            .Append("\n## Confidence\nThe one constant was chosen on these very data; [worlds.md](worlds.md) has others.\n\n").Append(Calibration.Table(Calibration.Stories(counts, regions, truth))).Append(WeeklyTable.Of(data, only)).Append(LoneSeriesTable.Of(data, only));
        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    private static int MacroRegions(OutageTruth truth) => truth.LevelOf.Values.Count(level => level is Macro);

    public static string Delay(int? buckets) => buckets?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
