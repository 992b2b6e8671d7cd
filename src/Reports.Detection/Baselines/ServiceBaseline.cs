using System.Runtime.InteropServices;
using Reports.Detection.Series;

namespace Reports.Detection.Baselines;

/// <summary>
/// The usual rate of one service everywhere, learnt from hours that have closed. The rate of a region in a local hour is
/// level × built-in day × service's day × service's week × macro-region's week × own week × recent level, each factor shrunk
/// towards 1, so a quiet country borrows the rhythm of its neighbours and a busy one keeps its own. Wider regions are sums.
/// </summary>
internal sealed class ServiceBaseline(RegionTree tree, BaselineOptions options)
{
    private const int DaySlots = 24;

    // Rescaling at a million keeps sums exact to ten digits.
    private const double MaximumWeight = 1e6;

    private readonly SeriesBaseline?[] series = new SeriesBaseline?[tree.Count];
    private readonly List<int> regions = [];
    private readonly RatioTable?[] parentWeeks = new RatioTable?[tree.Count];
    private readonly AreaTotal?[] totals = new AreaTotal?[tree.Count];
    private readonly RatioTable day = new(DaySlots, options.DayEvents);
    private readonly RatioTable week = new(LocalWeek.Slots, options.ServiceWeekEvents);
    private readonly double levelKeep = Math.Pow(2, -1 / options.LevelHalfLifeHours);
    private readonly double recentKeep = Math.Pow(2, -1 / options.RecentHalfLifeHours);
    private readonly double weightGrowth = Math.Pow(options.ShapeKeepPerWeek, -1.0 / LocalWeek.Slots);

    private double weight = 1;
    private double observedHours;
    private double recentSeen;
    private double recentExpected;
    private double counted;
    private double fresh;
    private HourSums serviceHour;

    /// <summary>Fresh reports of the whole service ever learnt, with forgetting: how well its crowd is known.</summary>
    public double EventsLearnt { get; private set; }

    /// <summary>Hours on end that an alarm may keep a series from learning.</summary>
    public double FreezeHours => Math.Clamp(options.FreezeShare * observedHours, options.MinimumFreezeHours, options.MaximumFreezeHours);

    public bool Has(int region) => series[region] is not null;

    /// <summary>Regions that ever had a report of their own, in the order of their first.</summary>
    public IReadOnlyList<int> Regions => regions;

    public SeriesBaseline Ensure(int region)
    {
        if (series[region] is { } known)
        {
            return known;
        }

        regions.Add(region);
        return series[region] = new SeriesBaseline(options, observedHours);
    }

    public double LevelUncertainty(int region) => series[region]?.LevelUncertainty ?? (1 / options.PriorEvents);

    /// <summary>Variance of a minute's fresh reports over their mean, of reports that name this very region; ≥ 1.</summary>
    public double Dispersion(int region) => series[region]?.Dispersion ?? options.PriorDispersion;

    /// <summary>σ² of a region's total, its parts included; > 0.</summary>
    public double Spread(int region) =>
        totals[region]?.Spread.Variance ?? series[region]?.Spread.Variance ?? (options.PriorSpread * options.PriorSpread);

    /// <summary>Fresh reports per hour that name this very region, at the middle of a UTC hour; > 0.</summary>
    public double PerHour(int region, int hour)
    {
        if (series[region] is not { } own)
        {
            return options.PriorEvents / ((options.PriorEvents / options.PriorPerHour) + observedHours);
        }

        return own.Level * Shape(region, own, hour) * own.Recent(ServiceRecent);
    }

    public double CountsPerFresh(int region)
    {
        var service = ((options.RecentEvents * options.PriorCountsPerFresh) + counted) / (options.RecentEvents + fresh);
        return series[region]?.CountsPerFresh(service) ?? service;
    }

    private double ServiceRecent => (options.RecentEvents + recentSeen) / (options.RecentEvents + recentExpected);

    /// <summary>One hour has been observed for <paramref name="minutes"/> of its minutes, (0, 60]; call before its regions.</summary>
    public void BeginHour(int minutes)
    {
        observedHours = (observedHours * levelKeep) + (minutes / 60.0);
        EventsLearnt *= levelKeep;
        weight *= weightGrowth;
        if (weight > MaximumWeight)
        {
            Rescale();
        }
    }

    public void Learn(int region, int hour, int minutes, HourSum sums)
    {
        var (freshReports, countedReports, squares, _) = sums;
        var own = Ensure(region);
        var hours = minutes / 60.0;
        var expected = PerHour(region, hour) * hours;
        var variance = expected + ((own.Spread.Variance + own.LevelUncertainty) * expected * expected);
        var trimmed = Math.Min(freshReports, expected + (options.TrimDeviations * Math.Sqrt(variance)) + 1);

        // The level goes first: the tables compare what was seen with what the best level known by now predicts.
        if (trimmed >= freshReports)
        {
            own.LearnDispersion(freshReports, squares, minutes, levelKeep);
        }

        own.Spread.Learn(trimmed, expected, levelKeep);
        own.LearnLevel(trimmed, Shape(region, own, hour) * hours, levelKeep);
        var (first, second, share) = LocalWeek.Around(hour, tree[region].UtcOffset);
        LearnSlot(region, own, first, trimmed, hours, 1 - share);
        LearnSlot(region, own, second, trimmed, hours, share);

        var steady = own.Level * Shape(region, own, hour) * hours;
        own.LearnRecent(trimmed, steady, recentKeep);
        own.LearnCounts(countedReports, freshReports, levelKeep);
        EventsLearnt += trimmed;
        serviceHour.Add(trimmed, steady, countedReports, freshReports);
        for (var area = tree[region].Parent; area >= 0; area = tree[area].Parent)
        {
            Total(area).Add(freshReports, expected);
        }

        if (region == 0)
        {
            Total(0).Add(freshReports, expected);
        }
    }

    /// <summary>An outage touched the region in this hour: neither it nor the areas around it learn.</summary>
    public void SkipFrozen(int region)
    {
        Ensure(region);
        for (var area = region; area >= 0; area = tree[area].Parent)
        {
            if (area == 0 || area != region)
            {
                Total(area).Frozen = true;
            }
        }
    }

    /// <summary>All regions of the hour have been learnt.</summary>
    public void EndHour()
    {
        recentSeen = (recentSeen * recentKeep) + serviceHour.Seen;
        recentExpected = (recentExpected * recentKeep) + serviceHour.Expected;
        counted = (counted * levelKeep) + serviceHour.Counted;
        fresh = (fresh * levelKeep) + serviceHour.Fresh;
        serviceHour = default;
        foreach (var total in totals)
        {
            total?.EndHour(levelKeep);
        }
    }

    private AreaTotal Total(int area) => totals[area] ??= new AreaTotal(options);

    private double Shape(int region, SeriesBaseline own, int hour)
    {
        var (first, second, share) = LocalWeek.Around(hour, tree[region].UtcOffset);
        var shape = SlotShape(region, own, first);
        return share == 0 ? shape : ((1 - share) * shape) + (share * SlotShape(region, own, second));
    }

    private double SlotShape(int region, SeriesBaseline own, int slot) =>
        LocalWeek.PriorShape(slot) * day.Ratio(slot % DaySlots, weight) * week.Ratio(slot, weight)
        * ParentWeek(region).Ratio(slot, weight) * own.Week.Ratio(slot, weight);

    private RatioTable ParentWeek(int region) =>
        parentWeeks[Math.Max(0, tree[region].Parent)] ??= new RatioTable(LocalWeek.Slots, options.MacroWeekEvents);

    private void LearnSlot(int region, SeriesBaseline own, int slot, double seen, double hours, double share)
    {
        if (share == 0)
        {
            return;
        }

        var weighted = seen * share * weight;
        var predicted = own.Level * LocalWeek.PriorShape(slot) * hours * share * weight;
        day.Learn(slot % DaySlots, weighted, predicted);
        predicted *= day.Ratio(slot % DaySlots, weight);
        week.Learn(slot, weighted, predicted);
        predicted *= week.Ratio(slot, weight);
        ParentWeek(region).Learn(slot, weighted, predicted);
        predicted *= ParentWeek(region).Ratio(slot, weight);
        own.Week.Learn(slot, weighted, predicted);
    }

    private void Rescale()
    {
        var factor = 1 / weight;
        weight = 1;
        day.Rescale(factor);
        week.Rescale(factor);
        foreach (var table in parentWeeks)
        {
            table?.Rescale(factor);
        }

        foreach (var one in series)
        {
            one?.Week.Rescale(factor);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private record struct HourSums(double Seen, double Expected, double Counted, double Fresh)
    {
        public void Add(double seen, double expected, double counted, double fresh)
        {
            Seen += seen;
            Expected += expected;
            Counted += counted;
            Fresh += fresh;
        }
    }
}
