using Reports.Detection.Baselines;
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
    private readonly List<SeriesMonitor> active = [];
    private int? openHour;
    private int pendingHour;
    private int pendingMinutes;

    public ServiceBaseline Baseline { get; } = new(tree, options.Baseline);

    /// <summary>In the order of region indices: wholes before their parts.</summary>
    public List<SeriesMonitor> Active => active;

    public SeriesMonitor?[] ByRegion => monitors;

    public void Take(RegionCount count)
    {
        var monitor = Ensure(count.Region);
        monitor.Hour.Fresh += count.Fresh;
        monitor.Hour.Count += count.Count;
        monitor.OwnReports += count.Fresh;
        for (var area = count.Region; area >= 0; area = tree[area].Parent)
        {
            monitors[area]!.Reports += count.Fresh;
        }
    }

    /// <summary>Closes the minute: what it held goes into the hour.</summary>
    public void EndMinute()
    {
        foreach (var monitor in active)
        {
            // A region named twice in a minute must be squared once.
            monitor.Hour.FreshSquares += (double)monitor.OwnReports * monitor.OwnReports;
            monitor.Reports = 0;
            monitor.OwnReports = 0;
        }
    }

    public SeriesMonitor Ensure(int region)
    {
        if (monitors[region] is { } known && Baseline.Has(region))
        {
            return known;
        }

        Baseline.Ensure(region);
        for (var area = region; area >= 0 && monitors[area] is null; area = tree[area].Parent)
        {
            var monitor = new SeriesMonitor(area, tree[area].Parent, tree[area].Level == RegionLevel.Country, ratios);
            monitors[area] = monitor;
            var place = active.FindIndex(m => m.Region > area);
            active.Insert(place < 0 ? active.Count : place, monitor);
        }

        if (openHour is { } hour)
        {
            OpenHour(hour);
        }

        return monitors[region]!;
    }

    /// <summary>The usual rates around the open hour, summed from parts to wholes.</summary>
    public void OpenHour(int hour)
    {
        openHour = hour;
        foreach (var monitor in active)
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

        for (var i = active.Count - 1; i >= 0; i--)
        {
            var monitor = active[i];
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

            monitor.Dispersion = Math.Max(1, monitor.Dispersion / Math.Max(monitor.Here, double.Epsilon));
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
            foreach (var monitor in active)
            {
                if (Baseline.Has(monitor.Region))
                {
                    LearnPending(monitor);
                }
            }

            Baseline.EndHour();
        }

        foreach (var monitor in active)
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
