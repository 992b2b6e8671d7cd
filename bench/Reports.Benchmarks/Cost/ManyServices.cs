using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;
using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Pipeline.Alarms;

namespace Reports.Benchmarks.Cost;

/// <summary>
/// A very large site: 10,000 services watched in the world, its macro-regions and every country, where every country has reported every
/// service once. A share of the series is busy: a report a minute on average, learnt over a day.
/// </summary>
internal sealed class ManyServices
{
    public const int Services = 10_000;
    private const int LearntHours = 24;
    private const int Minutes = 60;
    private readonly ServiceDetector[] _detectors = new ServiceDetector[Services];
    private readonly RegionCount[][][] _minutes = new RegionCount[Services][][];
    private int _minute;

    public ManyServices(double busyShare)
    {
        Regions = new SiteRegions();
        var options = DetectorThresholds.For(Services);
        Parallel.For(0, Services, service =>
        {
            var random = new Random(service);
            var countries = Enumerable.Range(0, Regions.Tree.Count).Where(SiteRegions.IsCountry).ToArray();
            var busy = countries.Where(_ => random.NextDouble() < busyShare).ToArray();
            var detector = _detectors[service] = new ServiceDetector(Regions.Tree, options);
            detector.LearnHour(0, 60, [.. countries.Select(region => new RegionHour(region, 1, 1, 1, Frozen: false))]);
            for (var hour = 1; hour <= LearntHours; hour++)
            {
                detector.LearnHour(hour, 60, [.. busy.Select(region => Sum(region, random))]);
            }

            _minutes[service] = [.. Enumerable.Range(0, Minutes).Select(_ => Minute(busy, random))];
        });
        BusySeries = _minutes.Sum(service => service.Average(minute => minute.Length));
        _minute = (LearntHours + 1) * 60;
    }

    public SiteRegions Regions { get; }

    public int Series => Services * Regions.Tree.Count;

    /// <summary>Series with a report, on average over the minutes.</summary>
    public double BusySeries { get; }

    /// <summary>Hands every service its next minute, one after the other on one core.</summary>
    /// <returns>Regions in alarm or possibly so.</returns>
    public int Tick()
    {
        var told = 0;
        for (var service = 0; service < Services; service++)
        {
            _detectors[service].Advance(_minute, _minutes[service][_minute % Minutes]);
            told += _detectors[service].Verdicts.Length;
        }

        _minute++;
        return told;
    }

    /// <summary>Passes over minutes nobody watched, up to the last of the hour.</summary>
    public void SkipToLastOfHour()
    {
        for (; _minute % Minutes != Minutes - 1; _minute++)
        {
            foreach (var detector in _detectors)
            {
                detector.AdvanceMissing(_minute);
            }
        }
    }

    private static RegionHour Sum(int region, Random random)
    {
        var reports = Poisson.Sample(random, 60);
        return new RegionHour(region, reports, reports, reports + (reports * reports / 60.0), Frozen: false);
    }

    private static RegionCount[] Minute(int[] busy, Random random) =>
        [.. busy.Select(region => new RegionCount(region, Poisson.Sample(random, 1), 0)).Where(count => count.Fresh > 0).Select(count => count with { Count = count.Fresh })];
}
