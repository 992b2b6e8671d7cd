using Reports.Detection.Baselines;
using Reports.Detection.Scoring;
using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>
/// The series of one service: a monitor for every region that ever had a report and for the regions around it, the baseline,
/// and the hours on their way into it.
/// </summary>
internal sealed class SeriesBook(RegionTree tree, DetectorOptions options)
{
    private readonly double[] ratios = [.. options.RateRatios];
    private readonly SeriesMonitor?[] monitors = new SeriesMonitor?[tree.Count];
    private readonly List<SeriesMonitor> known = [];
    private readonly List<SeriesMonitor> awake = [];
    private int? openHour;
    private int pendingHour;
    private int pendingMinutes;

    public ServiceBaseline Baseline { get; } = new(tree, options.Baseline);

    /// <summary>In the order of region indices: wholes before their parts.</summary>
    public List<SeriesMonitor> Known => known;

    /// <summary>Those of <see cref="Known"/> with reports this minute, a running test, an alarm, or a part that has; same order.</summary>
    public List<SeriesMonitor> Awake => awake;

    /// <summary>Minutes observed so far.</summary>
    public long Clock { get; private set; }

    public SeriesMonitor?[] ByRegion => monitors;

    public void Take(RegionCount count)
    {
        var monitor = Ensure(count.Region);
        monitor.Hour.Fresh += count.Fresh;
        monitor.Hour.Count += count.Count;
        monitor.OwnReports += count.Fresh;
        for (var area = count.Region; area >= 0; area = tree[area].Parent)
        {
            var whole = monitors[area]!;
            whole.Reports += count.Fresh;
            if (!whole.Awake)
            {
                whole.Wake(Clock);
                Insert(awake, whole);
            }
        }
    }

    public void BeginMinute() => Clock++;

    /// <summary>Closes the minute: what it held goes into the hour, and those with nothing to follow fall asleep.</summary>
    public void EndMinute(int minuteOfHour)
    {
        for (var i = awake.Count - 1; i >= 0; i--)
        {
            var monitor = awake[i];
            monitor.EndMinute(minuteOfHour, Clock);
            if (monitor.Awake && monitor.Parent >= 0)
            {
                monitors[monitor.Parent]!.PartAwake = true;
            }
        }

        awake.RemoveAll(static monitor => !monitor.Awake);
    }

    public SeriesMonitor Ensure(int region)
    {
        if (monitors[region] is { } present && Baseline.Has(region))
        {
            return present;
        }

        Baseline.Ensure(region);
        for (var area = region; area >= 0 && monitors[area] is null; area = tree[area].Parent)
        {
            var monitor = new SeriesMonitor(area, tree[area].Parent, tree[area].Level == RegionLevel.Country, ratios);
            monitors[area] = monitor;
            Insert(known, monitor);
        }

        if (monitors[region] is { IsLeaf: true, Counted: false } leaf)
        {
            leaf.Counted = true;
            for (var area = leaf.Parent; area >= 0; area = tree[area].Parent)
            {
                monitors[area]!.Leaves++;
            }
        }

        if (openHour is { } hour)
        {
            OpenHour(hour);
        }

        return monitors[region]!;
    }

    private static void Insert(List<SeriesMonitor> list, SeriesMonitor monitor)
    {
        var place = list.Count;
        while (place > 0 && list[place - 1].Region > monitor.Region)
        {
            place--;
        }

        list.Insert(place, monitor);
    }

    /// <summary>The usual rates around the open hour, summed from parts to wholes.</summary>
    public void OpenHour(int hour)
    {
        openHour = hour;
        foreach (var monitor in known)
        {
            (monitor.Before, monitor.Here, monitor.After, monitor.DoubtSquares, monitor.Dispersion) = (0, 0, 0, 0, 0);
            if (Baseline.Has(monitor.Region))
            {
                monitor.Before = Baseline.PerHour(monitor.Region, hour - 1);
                monitor.Here = Baseline.PerHour(monitor.Region, hour);
                monitor.After = Baseline.PerHour(monitor.Region, hour + 1);
                monitor.DoubtSquares = monitor.Here * monitor.Here * Baseline.LevelUncertainty(monitor.Region);
                monitor.Dispersion = monitor.Here * Baseline.Dispersion(monitor.Region);
            }
        }

        for (var i = known.Count - 1; i >= 0; i--)
        {
            var monitor = known[i];
            var doubt = Baseline.Spread(monitor.Region) + (monitor.DoubtSquares / Math.Max(monitor.Here * monitor.Here, double.Epsilon));
            monitor.Doubt = 1 + (options.DoubtDeviations * Math.Sqrt(doubt));
            if (monitor.Parent >= 0)
            {
                var whole = monitors[monitor.Parent]!;
                whole.Before += monitor.Before;
                whole.Here += monitor.Here;
                whole.After += monitor.After;
                whole.DoubtSquares += monitor.DoubtSquares;
                whole.Dispersion += monitor.Dispersion;
            }

            monitor.Law = new ClumpedCounts(1, monitor.Dispersion / Math.Max(monitor.Here, double.Epsilon));
        }
    }

    /// <summary>
    /// Learns the hour before the one that closes now, so that an alarm raised early in an hour still keeps the minutes before
    /// it out of the Baseline.
    /// </summary>
    public void CloseHour(int hour, int observedMinutes)
    {
        if (pendingMinutes > 0)
        {
            Baseline.BeginHour(pendingMinutes);
            foreach (var monitor in known)
            {
                if (Baseline.Has(monitor.Region))
                {
                    LearnPending(monitor);
                }
            }

            Baseline.EndHour();
        }

        foreach (var monitor in known)
        {
            monitor.Pending = monitor.Hour;
            monitor.Hour = default;
        }

        (pendingHour, pendingMinutes) = (hour, observedMinutes);
    }

    private void LearnPending(SeriesMonitor monitor)
    {
        var series = Baseline.Ensure(monitor.Region);
        var frozen = monitor.Pending.Frozen || monitor.Hour.Frozen;
        series.FrozenRun = frozen ? series.FrozenRun + 1 : 0;
        if (frozen && series.FrozenRun <= Baseline.FreezeHours)
        {
            Baseline.SkipFrozen(monitor.Region);
        }
        else
        {
            Baseline.Learn(monitor.Region, pendingHour, pendingMinutes, monitor.Pending);
        }
    }
}
