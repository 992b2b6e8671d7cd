using Reports.Benchmarks.Peers;
using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks.Tests;

/// <summary>What every rule owes a scoreboard of single series in longer buckets.</summary>
public sealed class LonePeersTests
{
    private const int FiveMinutes = 5, Hour = 60, Day = 1440;
    private static readonly int[] Lengths = [FiveMinutes, Hour, LonePeers.Week];

    public static TheoryData<string, int> Each => [.. LonePeers.All.SelectMany(_ => Lengths, (peer, minutes) => (peer.Name, minutes))];

    public static TheoryData<string, int> Watchful =>
        [.. LonePeers.All.Where(peer => !IsBlind(peer.Name)).SelectMany(_ => Lengths, (peer, minutes) => (peer.Name, minutes)).Where(each => Of(each.Name, each.minutes) is not null)];

    [Theory, MemberData(nameof(Watchful))]
    public void A_rule_says_of_a_lone_series_what_it_says_of_the_same_reports_minute_by_minute(string name, int minutes)
    {
        var counts = Counts(minutes, later: 5);
        var alone = Judged(name, minutes, counts);
        var detector = Of(name, minutes)!;
        var fed = new List<double?>();
        foreach (var (bucket, count) in counts.Index())
        {
            // The reports come in three parts; weeks are not worth all their minutes.
            var from = minutes > Day ? minutes - 3 : 0;
            for (var minute = from; minute < minutes; minute++)
            {
                var part = minute == from ? count / 3 : minute == from + 1 ? count / 2 : minute == minutes - 1 ? count - (count / 3) - (count / 2) : 0;
                detector.Advance((bucket * minutes) + minute, [new RegionCount(0, part, part)]);
            }

            fed.Add(detector.Verdicts.IsEmpty ? null : detector.Verdicts[0].Evidence);
        }

        Assert.Equal(fed, alone);
    }

    [Theory, MemberData(nameof(Each))]
    public void Another_future_leaves_the_past_as_it_was(string name, int minutes)
    {
        var (one, other) = (Judged(name, minutes, Counts(minutes, later: 0)), Judged(name, minutes, Counts(minutes, later: 90)));

        Assert.Equal(Of(name, minutes) is null, one.Count is 0);
        Assert.Equal(one.SkipLast(6), other.SkipLast(6));
    }

    [Theory, MemberData(nameof(Watchful))]
    public void A_surge_is_seen_within_three_buckets(string name, int minutes) =>
        Assert.Contains(Judged(name, minutes, Counts(minutes, later: 0)).SkipLast(6).TakeLast(3), evidence => evidence > 0);

    [Fact]
    public void A_repeated_row_is_the_same_bucket_and_a_missing_one_is_silence()
    {
        (int Bucket, double Value)[] rows = [.. new[] { 4, 5, 6, 5, 4, 0, 0, 5, 6, 30, 30, 5 }.Select((count, bucket) => (bucket, (double)count))];
        var plain = Judge(rows);

        Assert.Equal(plain, Judge([.. rows.Select(row => row.Bucket is 5 ? row with { Value = double.NaN } : row)]));
        Assert.Equal(plain.Where((_, bucket) => bucket is not 6), Judge([.. rows.Where(row => row.Bucket is not 6)]));
        Assert.Equal([.. plain[..10], .. plain[9..]], Judge([.. rows[..10], .. rows[9..]]));
        Assert.NotNull(plain[9]);

        static List<double?> Judge((int Bucket, double Value)[] rows)
        {
            var judge = LoneSeries.Judge(new EarsRule(LoneSeries.Tree, Hour, 1), Hour);
            return [.. rows.Select(row => judge(row.Bucket, row.Value))];
        }
    }

    [Fact]
    public void A_joined_alarm_ends_after_so_many_quiet_buckets()
    {
        double?[] said = [null, 2, null, null, 3, null, null, null, null];
        var joined = LoneSeries.Joined((bucket, _) => said[bucket], 3);

        Assert.Equal([null, 2, 0, 0, 3, 0, 0, null, null], said.Select((_, bucket) => joined(bucket, 0)));
    }

    [Fact]
    public void Chance_has_other_luck_with_each_series()
    {
        var judges = LonePeers.All.Single(peer => peer.Name.StartsWith("random", StringComparison.Ordinal)).Judges(Hour)!;
        var (one, other) = (Run(judges()), Run(judges()));

        Assert.NotEqual(one, other);
        Assert.InRange(one.Count(evidence => evidence is not null), 50, 200);

        static List<double?> Run(BucketJudge judge) => [.. Enumerable.Range(0, 10_000).Select(bucket => judge(bucket, 0))];
    }

    private static bool IsBlind(string name) => name is "null" || name.StartsWith("random", StringComparison.Ordinal);

    private static IDetector? Of(string name, int minutes) => LonePeers.All.Single(peer => string.Equals(peer.Name, name, StringComparison.Ordinal)).Of(minutes, 0);

    private static List<double?> Judged(string name, int minutes, int[] counts)
    {
        var judge = Of(name, minutes) is { } detector ? LoneSeries.Judge(detector, minutes) : null;
        return judge is null ? [] : [.. counts.Select((count, bucket) => judge(bucket, count))];
    }

    /// <summary>Nine days, or 120 weeks, of three to seven reports a bucket, three buckets of a surge, and six of what comes later.</summary>
    private static int[] Counts(int minutes, int later)
    {
        var usual = minutes < LonePeers.Week ? 9 * Day / minutes : 120;
        return [.. Enumerable.Range(0, usual).Select(bucket => 3 + (bucket * 7919 % 5)), .. Enumerable.Repeat(200, 3), .. Enumerable.Repeat(later, 6)];
    }
}
