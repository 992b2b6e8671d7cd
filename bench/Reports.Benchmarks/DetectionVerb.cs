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
    private static readonly string[] Levels = ["country", "macro"];

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

            | detector | level | recall | precision | F1 | within 10 min | delay 50/90 % | false alarms | nuisances | score | M series-min/s |
            |---|---|---|---|---|---|---|---|---|---|---|

            """);
        var events = new StringBuilder();
        foreach (var peer in PeerList.All.Where(peer => only is null || peer.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            var alarms = MinuteBacktest.Run(counts, regions, peer.Of, cores: 1).Select(alarm => new RaisedAlarm(alarm.Series, alarm.Start, alarm.End)).ToList();
            var speed = (double)regions.Services.Count * regions.Tree.Count * truth.Minutes / Stopwatch.GetElapsedTime(began).TotalSeconds / 1e6;
            foreach (var score in Levels.Select(level => OutageScorer.ScoreLevel(truth, alarms, level)))
            {
                var nuisances = score.FalseAlarmCauses.Where(cause => cause.Key is not "baseline").Sum(cause => cause.Value);
                text.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Name} | {score.Level} | {score.Recall:F3} | {score.Precision:F3} | {score.F1:F3} | {score.Recall10:F3} | {Delay(score.DelayMedian)}/{Delay(score.Delay90)} | {score.FalseAlarmsPerSeriesWeek:F3} | {nuisances} | {score.OutageScore:F1} | {speed:F1} |");
            }

            var noticed = OutageScorer.ScoreEvents(truth, alarms);
            events.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Name} | {noticed.Noticed} of {noticed.Events} | {Delay(noticed.FirstNoticeMedian)}/{Delay(noticed.FirstNotice90)} | {noticed.ScopeJaccard ?? 0:F2} |");
            await Console.Out.WriteLineAsync($"{peer.Name}: {speed.ToString("F1", CultureInfo.InvariantCulture)} M/s");
        }

        text.Append("""

            Whole outages (an event of one service), over all levels:

            | detector | noticed | first notice 50/90 % | countries found within 30 min (Jaccard) |
            |---|---|---|---|

            """).Append(events).Append(LoneSeries(data));
        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    /// <summary>Ours on single series of coarser buckets; no peer runs on them yet.</summary>
    private static string LoneSeries(DirectoryInfo data)
    {
        var microsoft = new DirectoryInfo(Path.Combine(data.FullName, "microsoft"));
        var (points, atPoints) = Truth(microsoft).Points(Rows(BucketSeries.Timestamped(microsoft, ["*/*.csv"], 60)));
        var hours = PointScorer.Score(points, atPoints);
        var noufaily = new DirectoryInfo(Path.Combine(data.FullName, "noufaily-dev-11"));
        var weeks = WeeklyScorer.Score(Truth(noufaily).Outbreaks(), TruthFile.Numbered(Rows(BucketSeries.Weekly(new FileInfo(Path.Combine(noufaily.FullName, "counts.csv.gz"))))));
        var nab = new DirectoryInfo(Path.Combine(data.FullName, "nab"));
        var (windows, inWindows) = Truth(nab).Windows(Rows(BucketSeries.Timestamped(nab, ["realTweets/*.csv"], 5)));
        var tweets = NabScorer.Score(windows, inWindows);
        return string.Create(CultureInfo.InvariantCulture, $"""

            ## Lone series in coarse buckets, ours alone

            | data | result |
            |---|---|
            | hourly crash and purchase counts (microsoft), {hours.Series} series | event F1 {hours.F1:F3}: {hours.Detected} of {hours.Events} events, {hours.FalseAlarms} false alarms; delay 50/90 % {Delay(hours.DelayMedian)}/{Delay(hours.Delay90)} hours |
            | weekly counts after Noufaily et al. 2013 (noufaily-dev-11), {weeks.Series} series | POD {weeks.Detected:F3} at FPR {weeks.FalsePositiveRate:F4}; F1 {weeks.F1:F3} |
            | tweets per five minutes (nab, realTweets) | standard profile {tweets.Profiles["standard"]:F1}; F1 {tweets.F1:F3}: {tweets.WindowsHit} of {tweets.Windows} windows, {tweets.FalseAlarms} false alarms |

            """);

        static TruthFile Truth(DirectoryInfo folder) => new(new FileInfo(Path.Combine(folder.FullName, "truth.json")));

        static List<AlarmRow> Rows(IEnumerable<string> lines) => [.. lines.Select(line => line.Split(',')).Select(cells => new AlarmRow(cells[0], cells[1], cells[2]))];
    }

    private static string Delay(int? minutes) => minutes?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
