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

    /// <summary>Buckets of five minutes after which ours takes an alarm for a new one: twelve hours.</summary>
    private const int Joined = 144;

    /// <param name="only">Detectors whose name contains this; null for all.</param>
    public static string Of(DirectoryInfo data, string? only)
    {
        var text = new StringBuilder("""

            ## Lone series in other buckets
            The rules of others judge the same buckets as ours, with the limits published for them or tuned above, not for these data; the settings of ours for hours and
            minutes were chosen on series such as these. Farrington flexible takes the day for the year, four weeks for five years, and begins after a week.

            Hourly crash and purchase counts (microsoft, 8 series); an event is a run of labelled hours.

            | detector | event F1 | events | false alarms | delay 50/90 %, hours |
            |---|---|---|---|---|

            """);
        AppendHours(text, new DirectoryInfo(Path.Combine(data.FullName, "microsoft")), only);
        text.Append("""

            Tweets per five minutes (nab realTweets, 5 series) with the standard profile, where every start of an alarm counts. Ours takes what leaps again within twelve
            hours for the same alarm, which alone is worth much there: "joined" lets the rules of others do so too.

            | detector | profile | F1 | windows | false alarms | joined: profile | F1 | windows | false alarms |
            |---|---|---|---|---|---|---|---|---|

            """);
        AppendTweets(text, new DirectoryInfo(Path.Combine(data.FullName, "nab")), only);
        return text.ToString();
    }

    private static void AppendHours(StringBuilder text, DirectoryInfo folder, string? only)
    {
        var truth = TruthFile.Below(folder);
        foreach (var peer in Peers(Hour, only))
        {
            var (series, alarms) = truth.Points(AlarmRow.Parse(BucketSeries.Timestamped(folder, ["*/*.csv"], Hour, peer.Judges(Hour))));
            var score = PointScorer.Score(series, alarms);
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {peer.Name} | {score.F1:F3} | {score.Detected} of {score.Events} | {score.FalseAlarms} | {DetectionVerb.Delay(score.DelayMedian)}/{DetectionVerb.Delay(score.Delay90)} |");
        }
    }

    private static void AppendTweets(StringBuilder text, DirectoryInfo folder, string? only)
    {
        var truth = TruthFile.Below(folder);
        foreach (var peer in Peers(FiveMinutes, only))
        {
            var judges = peer.Judges(FiveMinutes);
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {peer.Name} | {Cells(peer.Judges(FiveMinutes))} | {Cells(judges is null ? null : () => LoneSeries.Joined(judges(), Joined))} |");
        }

        string Cells(Func<BucketJudge>? judges)
        {
            var (series, alarms) = truth.Windows(AlarmRow.Parse(BucketSeries.Timestamped(folder, ["realTweets/*.csv"], FiveMinutes, judges)));
            var score = NabScorer.Score(series, alarms);
            return string.Create(CultureInfo.InvariantCulture, $"{score.Profiles["standard"]:F1} | {score.F1:F3} | {score.WindowsHit} of {score.Windows} | {score.FalseAlarms}");
        }
    }

    /// <summary>Ours, and the rules that make sense of such buckets.</summary>
    private static IEnumerable<LonePeer> Peers(int minutes, string? only) => LonePeers.All.Where(peer => peer.Judges(minutes) is not null).Prepend(LonePeers.Ours)
        .Where(peer => only is null || peer.Name.Contains(only, StringComparison.OrdinalIgnoreCase));
}
