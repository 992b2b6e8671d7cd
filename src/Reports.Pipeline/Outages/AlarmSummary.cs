using Reports.Detection.Detectors;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>What the verdicts on one service add up to at the end of a minute.</summary>
public sealed class AlarmSummary
{
    private const double BackTimesUsual = 1.5;
    private const double SpentTimesUsual = 2.5;
    private const double StrayPerMinute = 0.3;
    private const double StrayShareOfPeak = 0.02;
    private const double SpentShareOfPeak = 0.25;

    private readonly Dictionary<int, SeriesVerdict> _byRegion = [];

    /// <summary>All regions together had far more reports than usual, and have the usual ones again.</summary>
    private readonly bool _isBack;

    /// <param name="explained">Regions whose alarm is no more than the spill of another service's: there it is possible, not more.</param>
    public AlarmSummary(ReadOnlySpan<SeriesVerdict> verdicts, IReadOnlySet<int>? explained = null)
    {
        foreach (var verdict in verdicts)
        {
            if (verdict.Level != AlarmLevel.None)
            {
                _byRegion[verdict.Region] = explained is not null && explained.Contains(verdict.Region) ? verdict with { Level = AlarmLevel.Possible } : verdict;
            }
        }

        var world = Find(SiteRegions.World);
        _isBack = world is { Level: AlarmLevel.Alarm } all && all.PeakPerMinute > SpentTimesUsual * all.ExpectedPerMinute && all.RatePerMinute <= (BackTimesUsual * all.ExpectedPerMinute) + Stray(all);
        Evidence = Add(_byRegion.Values);
    }

    public OutageEvidence Evidence { get; }

    public IReadOnlyCollection<SeriesVerdict> Verdicts => _byRegion.Values;

    /// <summary>Log-likelihood ratio of the strongest series, in nats; 0 without any.</summary>
    public double StrongestEvidence => _byRegion.Values.Select(verdict => verdict.Evidence).DefaultIfEmpty(0).Max();

    /// <summary>When the strongest series left what is usual; fainter ones may have been high by chance long before.</summary>
    public DateTimeOffset? Onset => _byRegion.Count == 0 ? null : MinuteBucket.Start(_byRegion.Values.MaxBy(verdict => verdict.Evidence).OnsetMinute);

    public SeriesVerdict? Find(int region) => _byRegion.TryGetValue(region, out var verdict) ? verdict : null;

    public AlarmLevel LevelOf(int region) => Find(region)?.Level ?? AlarmLevel.None;

    /// <summary>
    /// How far an outage reaches in each macro-region: the usual reports of its failing countries against all its usual reports, in this hour
    /// of the week.
    /// </summary>
    /// <param name="failing">Countries that are part of the outage.</param>
    public Extent[] ExtentOver(IReadOnlyCollection<int> failing, ServiceWatch watch, SiteRegions regions, int minute, double widespreadShare)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(regions);
        var from = minute / MinuteBucket.PerHour * MinuteBucket.PerHour;
        double Usual(int region) => watch.Expected(region, from, from + MinuteBucket.PerHour).Mean;
        var extent = new Extent[Domain.Catalog.MacroRegions.All.Count];
        for (var macro = 0; macro < extent.Length; macro++)
        {
            var region = macro + 1;
            var countries = failing.Where(country => SiteRegions.IsCountry(country) && regions.MacroOf(country) == macro).ToList();
            if (countries.Count == 0)
            {
                extent[macro] = failing.Contains(region) || LevelOf(region) == AlarmLevel.Alarm ? Extent.Partial : Extent.None;
                continue;
            }

            var share = countries.Sum(Usual) / Math.Max(Usual(region), double.Epsilon);
            extent[macro] = share >= widespreadShare ? Extent.Widespread : Extent.Partial;
        }

        return extent;
    }

    /// <summary>
    /// An alarm closes only on evidence, and a small country gives little: a stray report now and then keeps it in alarm for an hour. Where
    /// its rate has fallen far below its peak, and is what is usual or next to nothing, or all regions together are back to usual, it no longer
    /// holds up the outage.
    /// </summary>
    public bool IsSpent(SeriesVerdict verdict) =>
        verdict.RatePerMinute <= SpentShareOfPeak * verdict.PeakPerMinute
        && (_isBack || verdict.RatePerMinute <= (SpentTimesUsual * verdict.ExpectedPerMinute) + Stray(verdict));

    /// <summary>Next to nothing: single people, and the tail of the smoothed rate.</summary>
    private static double Stray(SeriesVerdict verdict) => Math.Max(StrayPerMinute, StrayShareOfPeak * verdict.PeakPerMinute);

    private OutageEvidence Add(IReadOnlyCollection<SeriesVerdict> verdicts)
    {
        var alarms = verdicts.Where(verdict => verdict.Level == AlarmLevel.Alarm && !IsSpent(verdict)).ToList();
        if (alarms.Count > 0)
        {
            return alarms.Exists(verdict => !verdict.Recovering) ? OutageEvidence.Strong : OutageEvidence.Falling;
        }

        return verdicts.Any(verdict => verdict.Level == AlarmLevel.Possible) ? OutageEvidence.Weak : OutageEvidence.None;
    }
}
