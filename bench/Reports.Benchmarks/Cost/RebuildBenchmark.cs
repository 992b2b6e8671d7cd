using BenchmarkDotNet.Attributes;
using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Pipeline.Alarms;

namespace Reports.Benchmarks.Cost;

/// <summary>
/// A cold start of a very large site: four weeks of hours, 20 million of them with reports, learnt by 10,000 new detectors on all cores.
/// Traffic falls off as it does on a real site: the n-th busiest series has a share of about 1/n.
/// </summary>
public class RebuildBenchmark
{
    public const int Rows = 20_000_000;
    private const int Hours = 28 * 24;
    private readonly SiteRegions _regions = new();
    private (int Hour, RegionHour Sums)[][] _rows = [];

    [GlobalSetup]
    public void Setup() => _rows = RebuildRows.Draw(_regions, Rows, Hours);

    [Benchmark]
    public int Rebuild()
    {
        var options = DetectorThresholds.For(ManyServices.Services);
        var alive = 0;
        Parallel.ForEach(_rows, rows =>
        {
            var detector = new ServiceDetector(_regions.Tree, options);
            var regions = new List<RegionHour>();
            var next = 0;
            for (var hour = 0; hour < Hours; hour++)
            {
                regions.Clear();
                for (; next < rows.Length && rows[next].Hour == hour; next++)
                {
                    regions.Add(rows[next].Sums);
                }

                detector.LearnHour(hour, 60, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(regions));
            }

            Interlocked.Increment(ref alive);
        });
        return alive;
    }
}
