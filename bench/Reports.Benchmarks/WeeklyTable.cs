using System.Diagnostics;
using System.Globalization;
using System.Text;
using Reports.Benchmarks.Peers;
using Reports.Detection.Evaluation;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks;

/// <summary>Weeks flagged, by ours and by the rules of others.</summary>
internal static class WeeklyTable
{
    private static readonly double[] FarringtonLevels = [0.005, 0.0085, 0.0125];

    /// <param name="only">Detectors whose name contains this; null for all.</param>
    public static string Of(DirectoryInfo data, string? only)
    {
        var folder = new DirectoryInfo(Path.Combine(data.FullName, "noufaily-dev-11"));
        var file = new FileInfo(Path.Combine(folder.FullName, "counts.csv.gz"));
        var truth = TruthFile.Below(folder).Outbreaks();
        var counts = WeeklyCounts.Read(file);
        var weeks = counts.Sum(series => series.Value.Length);
        var text = new StringBuilder($"""

            ## Weekly counts (noufaily-dev-11)
            {counts.Count} series after Noufaily et al. 2013, an outbreak in each; weeks from {truth.ScoreFrom} on are scored. POD: share of the outbreaks with a flagged week. FPR: flagged among the
            weeks without outbreak. Farrington flexible is checked against R's surveillance, week by week. The z-score is of 52 weeks, the CUSUM's mean of all weeks before; rules
            of a time of day have none here (–).

            | detector | FPR | POD | POD in week 1 | sensitivity | precision | F1 | ms a week |
            |---|---|---|---|---|---|---|---|

            """);
        Append(LonePeers.Ours.Name, () => TruthFile.Numbered(AlarmRow.Parse(BucketSeries.Weekly(file))), weeks);
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

        foreach (var peer in LonePeers.All.Where(peer => !peer.Name.StartsWith("Farrington", StringComparison.Ordinal)))
        {
            Append(peer.Name, peer.Judges(LonePeers.Week) is { } judges ? () => TruthFile.Numbered(AlarmRow.Parse(BucketSeries.Weekly(file, judges))) : null, weeks);
        }

        return text.ToString();

        void Append(string name, Func<List<RaisedAlarm>>? flag, int flagged)
        {
            if (only is not null && !name.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            if (flag is null)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | – | – | – | – | – | – | – |");
                return;
            }

            var began = Stopwatch.GetTimestamp();
            var score = WeeklyScorer.Score(truth, flag());
            var each = Stopwatch.GetElapsedTime(began).TotalMilliseconds / flagged;
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {score.FalsePositiveRate:F4} | {score.Detected:F3} | {score.DetectedAtOnce:F3} | {score.Sensitivity:F3} | {score.Precision:F3} | {score.F1:F3} | {each:G2} |");
        }
    }
}
