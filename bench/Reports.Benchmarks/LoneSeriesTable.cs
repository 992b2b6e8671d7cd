using System.Globalization;
using System.Text;
using Reports.Benchmarks.Peers;
using Reports.Detection.Evaluation;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks;

/// <summary>Ours and the rules of others on single series of hours and of five minutes.</summary>
internal static class LoneSeriesTable
{
    private const int Hour = 60, FiveMinutes = 5;

    /// <param name="only">Detectors whose name contains this; null for all.</param>
    public static string Of(DirectoryInfo data, string? only)
    {
        var microsoft = new DirectoryInfo(Path.Combine(data.FullName, "microsoft"));
        var nab = new DirectoryInfo(Path.Combine(data.FullName, "nab"));
        var (labels, windows) = (TruthFile.Below(microsoft), TruthFile.Below(nab));
        var text = new StringBuilder("""

            ## Lone series in other buckets
            Hourly crash and purchase counts (microsoft, 8 series), an event being a run of labelled hours, and tweets per five minutes (nab realTweets, 5 series), scored
            with the standard profile. The rules of others judge the same buckets as ours, with the limits published for them or tuned above, not for these data.
            Farrington flexible takes the day for the year, four weeks for five years, and begins after a week.

            | detector | hours: event F1 | events | false alarms | delay 50/90 %, hours | tweets: profile | F1 | windows | false alarms |
            |---|---|---|---|---|---|---|---|---|

            """);
        Append("Reports, buckets", null, null);
        foreach (var peer in LonePeers.All)
        {
            if (peer.Judges(Hour) is { } ofHours && peer.Judges(FiveMinutes) is { } ofMinutes)
            {
                Append(peer.Name, ofHours, ofMinutes);
            }
        }

        return text.ToString();

        void Append(string name, Func<BucketJudge>? ofHours, Func<BucketJudge>? ofMinutes)
        {
            if (only is not null && !name.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            var (points, atPoints) = labels.Points(AlarmRow.Parse(BucketSeries.Timestamped(microsoft, ["*/*.csv"], Hour, ofHours)));
            var (series, inWindows) = windows.Windows(AlarmRow.Parse(BucketSeries.Timestamped(nab, ["realTweets/*.csv"], FiveMinutes, ofMinutes)));
            var hours = PointScorer.Score(points, atPoints);
            var tweets = NabScorer.Score(series, inWindows);
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {name} | {hours.F1:F3} | {hours.Detected} of {hours.Events} | {hours.FalseAlarms} | {DetectionVerb.Delay(hours.DelayMedian)}/{DetectionVerb.Delay(hours.Delay90)} | {tweets.Profiles["standard"]:F1} | {tweets.F1:F3} | {tweets.WindowsHit} of {tweets.Windows} | {tweets.FalseAlarms} |");
        }
    }
}
