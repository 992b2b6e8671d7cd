using Reports.Detection.Series;

namespace Reports.Benchmarks.Peers;

/// <summary>
/// A Poisson CUSUM (J. Lucas, 1985) against the mean of the same hour of the week, of weekly buckets that of all: S = max(0, S + x ln ρ − (ρ − 1) μ),
/// in alarm from h on until it is back at 0. S is held below twice h, so that an alarm can end.
/// </summary>
/// <param name="ratio">ρ, the rate it looks for over the usual one; greater than 1.</param>
/// <param name="limit">h in nats, greater than 0.</param>
internal sealed class PoissonCusumRule(RegionTree tree, int bucketMinutes, double ratio, double limit) : SeriesRule(tree, bucketMinutes)
{
    private const int HoursPerWeek = 168, WarmWeeks = 1;

    // Half a report a day, where an hour of the week never had any.
    private const double LeastPerMinute = 0.5 / 1440;
    private readonly double[,] _sums = new double[tree.Count, HoursPerWeek];
    private readonly double[,] _buckets = new double[tree.Count, HoursPerWeek];
    private readonly double[] _statistics = new double[tree.Count];
    private readonly bool[] _alarms = new bool[tree.Count];

    protected override double? Judge(int series, int bucket, int count)
    {
        var hour = (int)((long)bucket * BucketMinutes / 60 % HoursPerWeek);
        var mean = Math.Max(LeastPerMinute * BucketMinutes, _sums[series, hour] / Math.Max(1, _buckets[series, hour]));
        _sums[series, hour] += count;
        _buckets[series, hour]++;
        if ((long)bucket * BucketMinutes < WarmWeeks * HoursPerWeek * 60L)
        {
            return null;
        }

        ref var statistic = ref _statistics[series];
        statistic = Math.Clamp(statistic + (count * Math.Log(ratio)) - ((ratio - 1) * mean), 0, 2 * limit);
        _alarms[series] = statistic >= limit || (_alarms[series] && statistic > 0);
        return _alarms[series] ? Math.Max(statistic, double.Epsilon) : null;
    }
}
