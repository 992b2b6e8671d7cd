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
    private static readonly double[] FarringtonLevels = [0.005, 0.0085, 0.0125];

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

            """).Append(events).Append(Calibration.Of(counts, regions, truth)).Append(Weekly(data)).Append(LoneSeries(data));
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
        var nab = new DirectoryInfo(Path.Combine(data.FullName, "nab"));
        var (windows, inWindows) = Truth(nab).Windows(Rows(BucketSeries.Timestamped(nab, ["realTweets/*.csv"], 5)));
        var tweets = NabScorer.Score(windows, inWindows);
        return string.Create(CultureInfo.InvariantCulture, $"""

            ## Lone series in other buckets, ours alone

            | data | result |
            |---|---|
            | hourly crash and purchase counts (microsoft), {hours.Series} series | event F1 {hours.F1:F3}: {hours.Detected} of {hours.Events} events, {hours.FalseAlarms} false alarms; delay 50/90 % {Delay(hours.DelayMedian)}/{Delay(hours.Delay90)} hours |
            | tweets per five minutes (nab, realTweets) | standard profile {tweets.Profiles["standard"]:F1}; F1 {tweets.F1:F3}: {tweets.WindowsHit} of {tweets.Windows} windows, {tweets.FalseAlarms} false alarms |

            """);
    }

    /// <summary>Weeks flagged, ours beside Farrington flexible.</summary>
    private static string Weekly(DirectoryInfo data)
    {
        var folder = new DirectoryInfo(Path.Combine(data.FullName, "noufaily-dev-11"));
        var file = new FileInfo(Path.Combine(folder.FullName, "counts.csv.gz"));
        var truth = Truth(folder).Outbreaks();
        var counts = WeeklyCounts.Read(file);
        var text = new StringBuilder($"""

            ## Weekly counts (noufaily-dev-11)
            {counts.Count} series after Noufaily et al. 2013, an outbreak in each; weeks from {truth.ScoreFrom} on are scored. POD: share of the outbreaks with a flagged week. FPR: flagged among the
            weeks without outbreak. Farrington flexible is checked against R's surveillance, week by week.

            | detector | FPR | POD | POD in week 1 | sensitivity | precision | F1 | ms a week |
            |---|---|---|---|---|---|---|---|

            """);
        Append("Reports, buckets", () => TruthFile.Numbered(Rows(BucketSeries.Weekly(file))), counts.Sum(series => series.Value.Length));
        foreach (var alpha in FarringtonLevels)
        {
            var farrington = new FarringtonFlexible(FarringtonPast.Weeks);
            Append(
                string.Create(CultureInfo.InvariantCulture, $"Farrington flexible, α {alpha}"),
                () => [.. counts.SelectMany(series => Enumerable.Range(truth.ScoreFrom, series.Value.Length - truth.ScoreFrom)
                    .Where(week => farrington.Expect(series.Value, week).ChanceOf(series.Value[week]) <= alpha)
                    .Select(week => new RaisedAlarm(series.Key, week, week + 1)))],
                counts.Sum(series => series.Value.Length - truth.ScoreFrom));
        }

        return text.ToString();

        void Append(string name, Func<List<RaisedAlarm>> flag, int weeks)
        {
            var began = Stopwatch.GetTimestamp();
            var score = WeeklyScorer.Score(truth, flag());
            var each = Stopwatch.GetElapsedTime(began).TotalMilliseconds / weeks;
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {score.FalsePositiveRate:F4} | {score.Detected:F3} | {score.DetectedAtOnce:F3} | {score.Sensitivity:F3} | {score.Precision:F3} | {score.F1:F3} | {each:G2} |");
        }
    }

    private static TruthFile Truth(DirectoryInfo folder) => new(new FileInfo(Path.Combine(folder.FullName, "truth.json")));

    private static List<AlarmRow> Rows(IEnumerable<string> lines) => [.. lines.Select(line => line.Split(',')).Select(cells => new AlarmRow(cells[0], cells[1], cells[2]))];

    private static string Delay(int? minutes) => minutes?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
