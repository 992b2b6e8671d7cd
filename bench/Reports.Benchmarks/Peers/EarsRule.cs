using Reports.Detection.Series;

namespace Reports.Benchmarks.Peers;

/// <summary>
/// The Early Aberration Reporting System's C1, C2 and C3 (L. Hutwagner et al., 2003): seven buckets before, without (C1) or with (C2, C3) two
/// buckets between; C1 and C2 alarm at 3 standard deviations, C3 where the last three C2 values beyond 1 add up to 2.
/// </summary>
/// <param name="version">1, 2 or 3.</param>
/// <param name="limit">Where C1 and C2 alarm; published for days: 3. C3 alarms at one less.</param>
/// <param name="fewest">Reports that a bucket in alarm has at least; published: none.</param>
internal sealed class EarsRule(RegionTree tree, int bucketMinutes, int version, double limit = 3, int fewest = 1) : SeriesRule(tree, bucketMinutes)
{
    private const int Baseline = 7, Guard = 2, Kept = Baseline + Guard;
    // Of seven equal counts the standard deviation is 0, and any other count would be infinitely far away.
    private const double LeastDeviation = 0.5;
    private readonly int[,] _last = new int[tree.Count, Kept];
    private readonly double[,] _scores = new double[tree.Count, Guard];
    private readonly int[] _seen = new int[tree.Count];

    protected override double? Judge(int series, int bucket, int count)
    {
        var isReady = _seen[series]++ >= Kept;
        var score = isReady ? Score(series, bucket, count) : 0;
        _last[series, bucket % Kept] = count;
        if (version < 3)
        {
            return score >= limit && count >= fewest ? score : null;
        }

        var sum = Math.Max(0, score - 1) + Math.Max(0, _scores[series, 0] - 1) + Math.Max(0, _scores[series, 1] - 1);
        (_scores[series, 0], _scores[series, 1]) = (score, _scores[series, 0]);
        return isReady && sum >= limit - 1 && count >= fewest ? sum : null;
    }

    private double Score(int series, int bucket, int count)
    {
        var (sum, squares) = (0.0, 0.0);
        var first = version == 1 ? 1 : 1 + Guard;
        for (var back = first; back < first + Baseline; back++)
        {
            double value = _last[series, (bucket - back + Kept) % Kept];
            sum += value;
            squares += value * value;
        }

        var mean = sum / Baseline;
        var deviation = Math.Sqrt(Math.Max(0, (squares - (Baseline * mean * mean)) / (Baseline - 1)));
        return (count - mean) / Math.Max(LeastDeviation, deviation);
    }
}
