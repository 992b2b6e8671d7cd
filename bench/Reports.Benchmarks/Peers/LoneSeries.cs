using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks.Peers;

/// <summary>Lets a detector of minutes judge a single series of longer buckets: it is handed each with its last minute.</summary>
internal static class LoneSeries
{
    /// <summary>The world, and nothing in it.</summary>
    public static RegionTree Tree { get; } = new([new RegionNode("*", RegionLevel.World, -1, _ => 0)]);

    /// <param name="detector">Of <see cref="Tree"/>; one that only minds the ends of its buckets.</param>
    /// <param name="minutes">Length of a bucket, at least 1.</param>
    public static BucketJudge Judge(IDetector detector, int minutes)
    {
        int? last = null;
        double? said = null;
        return (bucket, value) =>
        {
            for (var missing = last + 1; missing < bucket; missing++)
            {
                detector.AdvanceMissing(((missing.Value + 1) * minutes) - 1);
            }

            // A row that the file repeats is the same bucket.
            if (last is null || bucket > last)
            {
                last = bucket;
                Advance(((bucket + 1) * minutes) - 1, value);
            }

            return said;
        };

        void Advance(int minute, double value)
        {
            if (double.IsNaN(value))
            {
                detector.AdvanceMissing(minute);
            }
            else
            {
                detector.Advance(minute, [new RegionCount(0, (int)value, (int)value)]);
            }

            said = detector.Verdicts.IsEmpty ? null : detector.Verdicts[0].Evidence;
        }
    }

    /// <summary>The same, but an alarm only ends after so many buckets in a row without one.</summary>
    /// <param name="quiet">At least 1; 1 changes nothing.</param>
    public static BucketJudge Joined(BucketJudge judge, int quiet)
    {
        var since = quiet;
        return (bucket, value) =>
        {
            var said = judge(bucket, value);
            since = said is null ? Math.Min(quiet, since + 1) : 0;
            return since < quiet ? said ?? 0 : null;
        };
    }
}
