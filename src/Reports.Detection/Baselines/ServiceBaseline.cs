using Reports.Detection.Series;

namespace Reports.Detection.Baselines;

/// <summary>
/// The usual rate of one service everywhere, learnt from hours that have closed. The rate of a region in a local hour is
/// level × <see cref="ServiceShape"/> × recent level. Wider regions are sums. Quiet series are visited only when they have reports.
/// </summary>
internal sealed class ServiceBaseline(RegionTree tree, BaselineOptions options, KindredLevels? kindred = null)
{
    /// <summary>While no more hours than these have been learnt, what is usual is as good as unknown.</summary>
    public const int FirstHours = 3;

    private readonly SeriesBaseline?[] series = new SeriesBaseline?[tree.Count];
    private readonly List<int> regions = [];
    private readonly AreaTotal?[] totals = new AreaTotal?[tree.Count];
    private readonly QuietSeries quiet = new(tree);
    private readonly ServiceShape shape = new(tree.Count, options);
    private readonly double levelKeep = Math.Pow(2, -1 / options.LevelHalfLifeHours);
    private readonly double recentKeep = Math.Pow(2, -1 / options.RecentHalfLifeHours);

    private BaselineClock clock;

    // The clock before the hour that is being learnt: what was expected of it.
    private BaselineClock before;
    private double recentSeen;
    private double recentExpected;
    private double counted;
    private double fresh;
    private ServiceHour serviceHour;

    /// <summary>Fresh reports of the whole service ever learnt, with forgetting: how well its crowd is known.</summary>
    public double EventsLearnt { get; private set; }

    /// <summary>Hours on end that an alarm may keep a series from learning.</summary>
    public double FreezeHours => Math.Clamp(options.FreezeShare * clock.Observed, options.MinimumFreezeHours, options.MaximumFreezeHours);

    public int HoursLearnt => clock.Hours;

    public bool Has(int region) => series[region] is not null;

    public bool IsQuiet(int region) => series[region] is { IsQuiet: true };

    /// <summary>Regions that ever had a report of their own, in the order of their first.</summary>
    public IReadOnlyList<int> Regions => regions;

    public SeriesBaseline Ensure(int region)
    {
        if (series[region] is { } known)
        {
            return known;
        }

        regions.Add(region);
        quiet.Watch(region, clock);
        var own = series[region] = new SeriesBaseline(options, PriorOf(region), ClockOf(region));
        if (tree[region].Level == RegionLevel.Country)
        {
            quiet.Join(region, own, ClockOf(region));
        }
        else
        {
            own.EndQuiet(ClockOf(region));
        }

        return own;
    }

    /// <summary>Fresh reports per average hour that name this very region; 0 for one that never had any.</summary>
    public double Level(int region) => series[region]?.Level(ClockOf(region)) ?? 0;

    public double LevelUncertainty(int region) => series[region]?.LevelUncertainty(ClockOf(region)) ?? (1 / PriorOf(region).Events);

    /// <summary>Squared relative standard deviation of a region's rhythm in a UTC hour, > 0.</summary>
    public double ShapeUncertainty(int region, int hour) => shape.Uncertainty(SlotsOf(region, hour));

    /// <summary>The same for the quiet series of an area.</summary>
    public double QuietUncertainty(int area, int hour) => shape.Uncertainty(LocalWeek.Around(hour, quiet[area].UtcOffset));

    /// <summary>Variance of a minute's fresh reports over their mean, of reports that name this very region; ≥ 1.</summary>
    public double Dispersion(int region) => series[region]?.Dispersion ?? options.PriorDispersion;

    /// <summary>σ² of a region's total, its parts included; > 0.</summary>
    public double Spread(int region) =>
        totals[region]?.Spread.Variance ?? series[region]?.Spread.Variance ?? (options.PriorSpread * options.PriorSpread);

    /// <summary>Fresh reports per hour that name this very region, at the middle of a UTC hour; > 0.</summary>
    public double PerHour(int region, int hour) => PerHour(region, hour, ClockOf(region));

    public double CountsPerFresh(int region)
    {
        var service = ((options.RecentEvents * options.PriorCountsPerFresh) + counted) / (options.RecentEvents + fresh);
        return series[region]?.CountsPerFresh(service) ?? service;
    }

    /// <summary>The quiet series of an area, and the factor that makes their rate that of a UTC hour.</summary>
    public (QuietCrowd Crowd, double Factor) QuietIn(int area, int hour)
    {
        var crowd = quiet[area];
        return (crowd, crowd.IsEmpty ? 0 : shape.At(area, null, LocalWeek.Around(hour, crowd.UtcOffset)) * ServiceRecent);
    }

    /// <summary>One hour has been observed for <paramref name="minutes"/> of its minutes, (0, 60]; call before its regions.</summary>
    public void BeginHour(int hour, int minutes)
    {
        before = clock;
        clock.Advance(hour, minutes / 60.0, levelKeep);
        foreach (var area in quiet.Areas)
        {
            quiet.Expose(area, shape.At(area, null, LocalWeek.Around(hour, quiet[area].UtcOffset)) * minutes / 60, levelKeep);
        }

        EventsLearnt *= levelKeep;
        if (shape.BeginHour() is { } factor)
        {
            foreach (var region in regions)
            {
                series[region]!.Rhythm?.Rescale(factor);
            }
        }
    }

    /// <summary>Takes the hour of a series. A quiet one without reports need not be named: <see cref="EndHour"/> does them together.</summary>
    public void Learn(int region, int hour, int minutes, HourSum sums)
    {
        var (freshReports, countedReports, squares, _, unknown) = sums;
        var own = Ensure(region);
        var hours = minutes / 60.0;
        var at = SlotsOf(region, hour);
        if (own.IsQuiet && freshReports >= options.OwnWeekHourEvents)
        {
            quiet.Leave(region, own);
            own.EndQuiet(BeforeOf(region));
        }

        var expected = PerHour(region, hour, BeforeOf(region)) * hours;
        var variance = expected + ((own.Spread.Variance + own.LevelUncertainty(BeforeOf(region))) * expected * expected);
        var trimmed = Math.Min(freshReports, expected + ((unknown || HoursLearnt <= FirstHours ? options.UnknownTrimDeviations : options.TrimDeviations) * Math.Sqrt(variance)) + 1);
        Visit(region, own);

        // A quiet series has caught up with the clock: the hour and the forgetting are in it already.
        var keep = own.IsQuiet ? 1 : levelKeep;
        if (trimmed >= freshReports)
        {
            own.LearnDispersion(freshReports, squares, minutes, keep);
        }

        // The level goes first: the tables compare what was seen with what the best level known by now predicts.
        own.LearnLevel(trimmed, own.IsQuiet ? 0 : shape.At(tree[region].Parent, own.Rhythm, at) * hours, keep);
        shape.Learn(tree[region].Parent, own.Rhythm, at, trimmed, own.Level(ClockOf(region)) * hours);
        var steady = own.Level(ClockOf(region)) * shape.At(tree[region].Parent, own.Rhythm, at) * hours;
        own.LearnCounts(countedReports, freshReports, keep);
        if (!own.IsQuiet)
        {
            own.Spread.Learn(trimmed, expected, levelKeep);
            own.LearnRecent(trimmed, steady, recentKeep);
        }

        EventsLearnt += trimmed;
        serviceHour.Add(trimmed, steady, countedReports, freshReports);
        AddToTotals(region, freshReports, expected);
        if (own.IsQuiet && own.HasShownEnough)
        {
            own.EndQuiet(ClockOf(region));
        }
    }

    /// <summary>An outage touched the region in this hour: neither it nor the areas around it learn.</summary>
    public void SkipFrozen(int region)
    {
        var own = Ensure(region);
        if (own.IsQuiet)
        {
            Visit(region, own);
            own.Unwatch(quiet.LatestExposure(region, levelKeep));
        }

        for (var area = region; area >= 0; area = tree[area].Parent)
        {
            if (area == 0 || area != region)
            {
                Total(area).Frozen = true;
            }
        }
    }

    /// <summary>All regions with reports, and all that are not quiet, have been learnt: now the quiet ones without.</summary>
    /// <param name="isFrozen">Areas whose silence in this hour says nothing of the service's rhythm.</param>
    public void EndHour(int hour, int minutes, Predicate<int> isFrozen)
    {
        var hours = minutes / 60.0;
        quiet.Renew(series, ClockOf, clock.Hours);
        foreach (var area in quiet.Areas)
        {
            var (crowd, factor) = QuietIn(area, hour);
            if (!crowd.IsEmpty && !isFrozen(area))
            {
                shape.Learn(area, null, LocalWeek.Around(hour, crowd.UtcOffset), 0, crowd.Rate * hours);
                serviceHour.Expected += crowd.Rate * factor / ServiceRecent * hours;
                AddToTotals(area, 0, crowd.Rate * factor * hours, withOwn: true);
            }
        }

        quiet.Return(series, ClockOf);
        recentSeen = (recentSeen * recentKeep) + serviceHour.Seen;
        recentExpected = (recentExpected * recentKeep) + serviceHour.Expected;
        counted = (counted * levelKeep) + serviceHour.Counted;
        fresh = (fresh * levelKeep) + serviceHour.Fresh;
        serviceHour = default;
        Array.ForEach(totals, total => total?.EndHour(levelKeep));
    }

    private double PerHour(int region, int hour, BaselineClock now) => series[region] is { } own
        ? own.Level(now) * shape.At(tree[region].Parent, own.Rhythm, SlotsOf(region, hour)) * own.Recent(ServiceRecent)
        : PriorOf(region).After(0, now.Observed);

    /// <summary>Where no service of any kind was ever reported, what others say is nothing.</summary>
    private LevelPrior PriorOf(int region) =>
        kindred?.At(region) is { PerHour: > 0 } prior ? prior : new LevelPrior(options.PriorPerHour, options.PriorEvents);

    private BaselineClock ClockOf(int region) => clock with { Exposed = quiet.Exposed(region) };

    private BaselineClock BeforeOf(int region) => before with { Exposed = quiet.ExposedBefore(region) };

    private double ServiceRecent => (options.RecentEvents + recentSeen) / (options.RecentEvents + recentExpected);

    private WeekSlots SlotsOf(int region, int hour) => LocalWeek.Around(hour, tree[region].UtcOffset);

    /// <summary>A quiet series leaves its crowd for this hour.</summary>
    private void Visit(int region, SeriesBaseline own)
    {
        if (own.IsQuiet)
        {
            quiet.Leave(region, own);
            own.CatchUp(ClockOf(region));
        }
    }

    private void AddToTotals(int region, double seen, double expected, bool withOwn = false)
    {
        for (var area = withOwn || region == 0 ? region : tree[region].Parent; area >= 0; area = tree[area].Parent)
        {
            Total(area).Add(seen, expected);
        }
    }

    private AreaTotal Total(int area) => totals[area] ??= new AreaTotal(options);
}
