using System.Runtime.InteropServices;
using Reports.Detection.Series;

namespace Reports.Benchmarks.Peers;

/// <summary>
/// Farrington flexible, online, on buckets of a day (<see cref="FarringtonPast.Days"/>): in alarm where so high a bucket has at most the chance α and
/// the last four hold at least five reports, as published for weeks. To save time the regression is asked only for buckets above the plain mean of the
/// same time of day.
/// </summary>
/// <param name="alpha">Chance that an ordinary bucket is in alarm, (0, 1); published for weeks: 0.005.</param>
/// <param name="fewestDays">Days before the first verdict, at least 2.</param>
/// <param name="level">The only level judged; null for all.</param>
internal sealed class FarringtonRule(RegionTree tree, int bucketMinutes, double alpha, int fewestDays, RegionLevel? level = null) : SeriesRule(tree, bucketMinutes)
{
    private const int Recent = 4, FewestRecent = 5;
    private readonly FarringtonFlexible _farrington = new(FarringtonPast.Days(bucketMinutes, fewestDays));
    private readonly bool[] _isJudged = [.. Enumerable.Range(0, tree.Count).Select(region => level is null || tree[region].Level == level)];
    private readonly List<int>[] _counts = [.. Enumerable.Range(0, tree.Count).Select(_ => new List<int>())];

    protected override double? Judge(int series, int bucket, int count)
    {
        if (!_isJudged[series])
        {
            return null;
        }

        _counts[series].Add(count);
        var counts = CollectionsMarshal.AsSpan(_counts[series]);
        var now = counts.Length - 1;
        if (now < _farrington.First || Sum(counts[^Recent..]) < FewestRecent || count <= _farrington.PlainMean(counts, now))
        {
            return null;
        }

        var chance = _farrington.Expect(counts[..now], now).ChanceOf(count);
        return chance <= alpha ? -Math.Log(Math.Max(chance, double.Epsilon)) : null;
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum;
    }
}
