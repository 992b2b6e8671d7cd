using System.Runtime.InteropServices;
using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Benchmarks.Peers;

/// <summary>
/// What the rules of others have in common: each series by itself, wider regions as sums of their parts, buckets of some minutes, all counted
/// reports alike, and a gap in the recording taken for silence. A verdict is known when its bucket is over, and stands until the next one is. Who only
/// has the count of a bucket may hand it over with its last minute, and leave the others out.
/// </summary>
internal abstract class SeriesRule : IDetector
{
    private readonly RegionTree _tree;
    private readonly int[] _counts;
    private readonly int[] _raised;
    private readonly List<SeriesVerdict> _verdicts = [];

    /// <param name="bucketMinutes">At least 1; a divisor of the 1,440 minutes of a day, or a week for rules that know no time of day.</param>
    protected SeriesRule(RegionTree tree, int bucketMinutes)
    {
        (_tree, BucketMinutes) = (tree, bucketMinutes);
        _counts = new int[tree.Count];
        _raised = new int[tree.Count];
        Array.Fill(_raised, int.MinValue);
    }

    public ReadOnlySpan<SeriesVerdict> Verdicts => CollectionsMarshal.AsSpan(_verdicts);

    protected int BucketMinutes { get; }

    protected int BucketsPerDay => 1440 / BucketMinutes;

    public void Advance(int minute, ReadOnlySpan<RegionCount> counts)
    {
        foreach (var count in counts)
        {
            for (var region = count.Region; region >= 0; region = _tree[region].Parent)
            {
                _counts[region] += count.Count;
            }
        }

        if ((minute + 1) % BucketMinutes == 0)
        {
            EndBucket(minute);
        }
    }

    public void AdvanceMissing(int minute) => Advance(minute, []);

    /// <summary>Judges the bucket of a series that has just ended, then learns from it.</summary>
    /// <returns>How far it is above what the rule allows, greater than 0; null where it is not in alarm.</returns>
    protected abstract double? Judge(int series, int bucket, int count);

    private void EndBucket(int minute)
    {
        _verdicts.Clear();
        for (var series = 0; series < _counts.Length; series++)
        {
            var evidence = Judge(series, minute / BucketMinutes, _counts[series]);
            _counts[series] = 0;
            _raised[series] = evidence is null ? int.MinValue : Math.Max(_raised[series], int.MinValue + 1) is var known && known > int.MinValue + 1 ? known : minute;
            if (evidence is { } nats)
            {
                _verdicts.Add(new SeriesVerdict(series, AlarmLevel.Alarm, nats, _raised[series], _raised[series], 1, 1, 1, false, series));
            }
        }
    }
}
