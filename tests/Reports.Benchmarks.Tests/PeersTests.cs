using Reports.Benchmarks.Peers;
using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks.Tests;

/// <summary>What every detector of the scoreboard owes it, and that the rules of others are what their papers say.</summary>
public sealed class PeersTests
{
    private const int Week = 7 * 1440, Start = 4 * Week, Minutes = Start + 1440, Now = Start + 600;
    private static readonly RegionTree Tree = new(
    [
        new("*", RegionLevel.World, -1, _ => 0), new("EU", RegionLevel.MacroRegion, 0, _ => 0), new("EU/IT", RegionLevel.Country, 1, _ => 0), new("EU/ES", RegionLevel.Country, 1, _ => 0),
    ]);

    public static TheoryData<string> Names => [.. PeerList.All.Select(peer => peer.Name)];

    public static TheoryData<string> Watchful => [.. PeerList.All.Select(peer => peer.Name).Where(name => name is not "null" && !name.StartsWith("random", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Names))]
    public void The_harness_hands_out_no_later_minute_another_future_leaves_the_past_as_it_was(string name)
    {
        var (one, other) = (Alarms(name, later: 0), Alarms(name, later: 60));

        Assert.Equal(one, other);
        Assert.Equal(name is not "null", one.Count > 0);
    }

    [Theory, MemberData(nameof(Watchful))]
    public void A_long_surge_is_seen_in_the_country_and_in_what_holds_it_and_ends(string name)
    {
        var detector = Peer(name).Of(Tree, 0);
        var (during, late) = (new HashSet<int>(), new List<int>());
        for (var minute = 0; minute < Minutes; minute++)
        {
            var isSurge = minute >= Now && minute < Now + 60;
            Step(detector, minute, isSurge ? 40 : Usual(minute));
            foreach (var verdict in detector.Verdicts)
            {
                Assert.Equal(AlarmLevel.Alarm, verdict.Level == AlarmLevel.Possible ? AlarmLevel.Alarm : verdict.Level);
                Assert.InRange(verdict.RaisedMinute, 0, minute);
                if (isSurge)
                {
                    during.Add(verdict.Region);
                }
                else if (minute >= Minutes - 15)
                {
                    late.Add(verdict.Region);
                }
            }
        }

        Assert.Superset(Peer(name).MacroRegionsOnly ? [1] : new HashSet<int> { 0, 1, 2 }, during);
        Assert.DoesNotContain(2, late);
    }

    [Fact]
    public void The_time_of_day_rule_needs_its_factor_its_extra_and_its_run()
    {
        var detector = new TimeOfDayRule(Tree, 1, 2, 3, 2);
        for (var minute = 0; minute < 10 * 1440; minute++)
        {
            detector.Advance(minute, [new RegionCount(2, 2, 2)]);
        }

        // Four is twice the mean but only two more; five is enough, twice in a row.
        Assert.Equal([0, 0, 1, 0, 0], Alarms(detector, 10 * 1440, [4, 5, 5, 4, 5], 2));
    }

    [Fact]
    public void Ears_scores_are_those_of_seven_buckets_before()
    {
        // Baseline 1 to 7: mean 4, standard deviation 2.160; 4 + 3 × 2.160 = 10.48.
        Assert.Equal([0, 1], Alarms(After(new EarsRule(Tree, 1, 1), [0, 0, 1, 2, 3, 4, 5, 6, 7]), 9, [10, 20], 2));
        Assert.Equal([1], Alarms(After(new EarsRule(Tree, 1, 1), [0, 0, 1, 2, 3, 4, 5, 6, 7]), 9, [11], 2));

        // With two buckets between, what just began does not hide itself.
        Assert.Equal([1, 1, 1], Alarms(After(new EarsRule(Tree, 1, 2), [1, 2, 3, 4, 5, 6, 7, 4, 4]), 9, [11, 11, 11], 2));
    }

    [Fact]
    public void The_cusum_adds_up_what_a_single_bucket_would_not_show()
    {
        var detector = new PoissonCusumRule(Tree, 1, 2, 4);
        for (var minute = 0; minute < Start; minute++)
        {
            detector.Advance(minute, [new RegionCount(2, 1, 1)]);
        }

        // Each adds 3 ln 2 − 1 = 1.079: the fourth passes 4; each that is silent takes 1.
        Assert.Equal([0, 0, 0, 1, 1, 1, 1, 1, 0], Alarms(detector, Start, [3, 3, 3, 3, 0, 0, 0, 0, 0], 2));
    }

    /// <summary>Alarms raised until <see cref="Now"/> plus half an hour in a recording with a surge from then on, and with other minutes after it.</summary>
    private static List<string> Alarms(string name, int later)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, Enumerable.Range(0, Minutes).Select(minute => (Minute: minute, Count: minute < Now ? Usual(minute) : minute < Now + 30 ? 40 : later))
                .Where(row => row.Count > 0).Select(row => $"svc|EU/IT,{row.Minute},{row.Count}").Prepend("series,minute,count"));
            var counts = RecordedCounts.Read(new FileInfo(path));
            var regions = RecordedRegions.From(counts.Series, new Dictionary<string, double>(StringComparer.Ordinal));
            return [.. MinuteBacktest.Run(counts, regions, Peer(name).Of).Where(alarm => alarm.Start <= Now + 30).Select(alarm => $"{alarm.Series} {alarm.Start}").Order(StringComparer.Ordinal)];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Peer Peer(string name) => PeerList.All.Single(peer => string.Equals(peer.Name, name, StringComparison.Ordinal));

    private static int Usual(int minute) => minute % 7 == 0 ? 1 : 0;

    private static SeriesRule After(SeriesRule detector, int[] counts)
    {
        for (var minute = 0; minute < counts.Length; minute++)
        {
            detector.Advance(minute, [new RegionCount(2, counts[minute], counts[minute])]);
        }

        return detector;
    }

    private static List<int> Alarms(SeriesRule detector, int first, int[] counts, int region)
    {
        var alarms = new List<int>();
        foreach (var (index, count) in counts.Index())
        {
            detector.Advance(first + index, [new RegionCount(region, count, count)]);
            alarms.Add(Said(detector).Contains($"{region} ", StringComparison.Ordinal) ? 1 : 0);
        }

        return alarms;
    }

    private static void Step(IDetector detector, int minute, int count) => detector.Advance(minute, count == 0 ? [] : [new RegionCount(2, count, count)]);

    private static string Said(IDetector detector)
    {
        var said = new List<string>();
        foreach (var verdict in detector.Verdicts)
        {
            said.Add($"{verdict.Region} {verdict.Level} {verdict.RaisedMinute}");
        }

        return string.Join('|', said);
    }
}
