using Reports.Detection.Series;

namespace Reports.Benchmarks.Peers;

/// <summary>The z-score against all of the last buckets, as a rule those of 24 hours, whatever the hour.</summary>
/// <param name="buckets">How many, at least 1.</param>
/// <param name="limit">Standard deviations (at least 1 report each) above the mean, greater than 0.</param>
/// <param name="fewest">Reports that a bucket in alarm has at least.</param>
internal sealed class DayScoreRule(RegionTree tree, int bucketMinutes, int buckets, double limit, int fewest) : SeriesRule(tree, bucketMinutes)
{
    private readonly int[,] _last = new int[tree.Count, buckets];
    private readonly double[] _sums = new double[tree.Count];
    private readonly double[] _squares = new double[tree.Count];
    private readonly int[] _seen = new int[tree.Count];

    protected override double? Judge(int series, int bucket, int count)
    {
        var known = Math.Min(_seen[series]++, buckets);
        var mean = known == 0 ? 0 : _sums[series] / known;
        var deviation = Math.Sqrt(Math.Max(1, known == 0 ? 1 : (_squares[series] / known) - (mean * mean)));
        ref var oldest = ref _last[series, bucket % buckets];
        _sums[series] += count - oldest;
        _squares[series] += ((double)count * count) - ((double)oldest * oldest);
        oldest = count;
        var z = (count - mean) / deviation;
        return known == buckets && z >= limit && count >= fewest ? z : null;
    }
}
