using Reports.Detection.Series;

namespace Reports.Benchmarks.Peers;

/// <summary>
/// As open-source neighbours do it: the last half hour, every five minutes, against an exponentially weighted mean and variance (α 0.1, variance
/// at least 1) that stand still while it is unusual: z ≥ 3 and at least 5 reports, twice in a row. The first half hour is the first mean. Longer
/// buckets are judged one by one.
/// </summary>
internal sealed class EwmaRule(RegionTree tree, int bucketMinutes = 5) : SeriesRule(tree, bucketMinutes)
{
    private const int HalfHour = 30, Fewest = 5, Passes = 2;
    private const double Alpha = 0.1, Limit = 3;
    private readonly int[,] _last = new int[tree.Count, Math.Max(1, HalfHour / bucketMinutes)];
    private readonly int[] _sums = new int[tree.Count];
    private readonly int[] _seen = new int[tree.Count];
    private readonly int[] _run = new int[tree.Count];
    private readonly double[] _means = new double[tree.Count];
    private readonly double[] _variances = new double[tree.Count];

    protected override double? Judge(int series, int bucket, int count)
    {
        ref var oldest = ref _last[series, bucket % _last.GetLength(1)];
        _sums[series] += count - oldest;
        oldest = count;
        if (++_seen[series] <= _last.GetLength(1))
        {
            (_means[series], _variances[series]) = (_sums[series], 1);
            return null;
        }

        var change = _sums[series] - _means[series];
        var z = change / Math.Sqrt(Math.Max(1, _variances[series]));
        if (z >= Limit && _sums[series] >= Fewest)
        {
            return ++_run[series] >= Passes ? z : null;
        }

        _run[series] = 0;
        _means[series] += Alpha * change;
        _variances[series] = (1 - Alpha) * (_variances[series] + (Alpha * change * change));
        return null;
    }
}
