using Reports.Detection.Series;

namespace Reports.Benchmarks.Peers;

/// <summary>
/// The rule that Downdetector publishes: reports against the mean of the same time of day, and trouble once they are clearly above it for long
/// enough. Its factors are not published. Past outages stay in the mean.
/// </summary>
/// <param name="factor">Times the mean, at least 1.</param>
/// <param name="extra">Reports above the mean, at least 0.</param>
/// <param name="buckets">In a row, at least 1.</param>
internal sealed class TimeOfDayRule(RegionTree tree, int bucketMinutes, double factor, double extra, int buckets) : SeriesRule(tree, bucketMinutes)
{
    private readonly double[,] _sums = new double[tree.Count, 1440 / bucketMinutes];
    private readonly int[,] _days = new int[tree.Count, 1440 / bucketMinutes];
    private readonly int[] _run = new int[tree.Count];

    protected override double? Judge(int series, int bucket, int count)
    {
        var slot = bucket % BucketsPerDay;
        var days = _days[series, slot]++;
        var mean = days == 0 ? 0 : _sums[series, slot] / days;
        _sums[series, slot] += count;
        _run[series] = days > 0 && count >= factor * mean && count >= mean + extra ? _run[series] + 1 : 0;
        return _run[series] >= buckets ? count - mean : null;
    }
}
