using Reports.Detection.Baselines;
using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>
/// The series of one service: a monitor for every region that ever had a report and for the regions around it, the baseline,
/// and the hours on their way into it.
/// </summary>
internal sealed class SeriesBook
{
    private readonly RegionTree tree;
    private readonly DetectorOptions options;
    private readonly double[] ratios;
    private readonly SeriesMonitor?[] monitors;
    private readonly UsualRates rates;
    private readonly List<SeriesMonitor> known = [];
    private readonly List<SeriesMonitor> awake = [];

    // Those whose hour is learnt one by one: all but the quiet ones without reports.
    private readonly List<SeriesMonitor> visited = [];
    private int openHour;
    private bool isOpen;
    private int pendingHour;
    private int pendingMinutes;

    public SeriesBook(RegionTree tree, DetectorOptions options, KindredLevels? kindred)
    {
        (this.tree, this.options) = (tree, options);
        ratios = [.. options.RateRatios];
        monitors = new SeriesMonitor?[tree.Count];
        Baseline = new ServiceBaseline(tree, options.Baseline, kindred);
        Watch = new NewWatch(Baseline, options, kindred);
        rates = new UsualRates(Baseline, options.DoubtDeviations);
    }

    public ServiceBaseline Baseline { get; }

    public NewWatch Watch { get; }

    /// <summary>In the order of region indices: wholes before their parts.</summary>
    public List<SeriesMonitor> Known => known;

    /// <summary>Those of <see cref="Known"/> with reports this minute, a running test, an alarm, or a part that has; same order.</summary>
    public List<SeriesMonitor> Awake => awake;

    /// <summary>Minutes observed so far.</summary>
    public long Clock { get; private set; }

    public SeriesMonitor?[] ByRegion => monitors;

    public void Take(RegionCount count)
    {
        var monitor = Add(new RegionHour(count.Region, count.Fresh, count.Count, 0, Frozen: false));
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

    /// <summary>Adds to the hour of a region.</summary>
    public SeriesMonitor Add(RegionHour sums)
    {
        var monitor = Ensure(sums.Region);
        monitor.Hour = new(
            monitor.Hour.Fresh + sums.Fresh, monitor.Hour.Count + sums.Count, monitor.Hour.FreshSquares + sums.FreshSquares, monitor.Hour.Frozen | sums.Frozen, monitor.Hour.Unknown);
        Visit(monitor);
        return monitor;
    }

    /// <summary>Nothing is known of a minute.</summary>
    public void MissMinute(int minute)
    {
        foreach (var monitor in awake)
        {
            monitor.Recent.Add(minute, 0);
        }
    }

    public void BeginMinute(int minute)
    {
        Clock++;
        Watch.BeganBy(minute);
    }

    /// <summary>Takes a past hour of a region.</summary>
    public void AddPast(RegionHour sums, int minutesObserved)
    {
        if (sums is { Count: 0, Frozen: true })
        {
            Freeze(sums.Region);
            return;
        }

        var monitor = Add(sums);
        monitor.Hour.Unknown |= Watch.IsUnknown(monitor, sums, minutesObserved);
    }

    /// <summary>The reports of the minute have been taken: the usual rates of all who are awake.</summary>
    public void OpenMinute()
    {
        OpenHour();
        awake.ForEach(monitor => rates.EnsureOpen(monitor, openHour));
    }

    /// <summary>The usual rates of one in this hour.</summary>
    public void OpenRates(SeriesMonitor monitor)
    {
        OpenHour();
        rates.EnsureOpen(monitor, openHour);
    }

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
            visited.Add(monitor);
        }

        if (monitors[region] is { IsLeaf: true, Counted: false } leaf)
        {
            leaf.Counted = true;
            for (var area = leaf.Parent; area >= 0; area = tree[area].Parent)
            {
                monitors[area]!.Leaves++;
            }
        }

        isOpen = false;
        return monitors[region]!;
    }

    /// <summary>A new hour begins: its usual rates are due.</summary>
    public void BeginHour(int hour)
    {
        openHour = hour;
        isOpen = false;
        Watch.BeginHour(known);
    }

    /// <summary>
    /// Learns the hour before the one that closes now, so that an alarm raised early in an hour still keeps the minutes before
    /// it out of the baseline.
    /// </summary>
    public void CloseHour(int hour, int observedMinutes)
    {
        if (pendingMinutes > 0)
        {
            // In the same order whatever came first.
            visited.Sort(static (one, other) => one.Region.CompareTo(other.Region));
            Baseline.BeginHour(pendingHour, pendingMinutes);
            foreach (var monitor in visited)
            {
                if (Baseline.Has(monitor.Region) && (monitor.Pending.Count > 0 || !Baseline.IsQuiet(monitor.Region)))
                {
                    LearnPending(monitor);
                }
            }

            Baseline.EndHour(pendingHour, pendingMinutes, area => monitors[area] is { } around && (around.Pending.Frozen || around.Hour.Frozen));
        }

        foreach (var monitor in visited)
        {
            monitor.Pending = monitor.Hour;
            monitor.Hour = default;
            monitor.IsVisited = monitor.Pending.Count > 0 || !Baseline.IsQuiet(monitor.Region);
        }

        visited.RemoveAll(static monitor => !monitor.IsVisited);
        (pendingHour, pendingMinutes) = (hour, observedMinutes);
    }

    private void OpenHour()
    {
        if (!isOpen)
        {
            isOpen = true;
            rates.OpenHour(openHour, known, monitors);
        }
    }

    /// <summary>A region was in alarm without reports that name it: it, and of a macro-region all that lies within, learns nothing from the hour.</summary>
    private void Freeze(int region)
    {
        foreach (var monitor in known.Where(monitor => monitor.Region == region || (region > 0 && monitor.Parent == region)))
        {
            monitor.Hour.Frozen = true;
            Visit(monitor);
        }
    }

    private void Visit(SeriesMonitor monitor)
    {
        if (!monitor.IsVisited)
        {
            monitor.IsVisited = true;
            visited.Add(monitor);
        }
    }

    private static void Insert(List<SeriesMonitor> list, SeriesMonitor monitor) =>
        list.Insert(list.FindLastIndex(other => other.Region <= monitor.Region) + 1, monitor);

    private void LearnPending(SeriesMonitor monitor)
    {
        var series = Baseline.Ensure(monitor.Region);
        var frozen = monitor.Pending.Frozen || monitor.Hour.Frozen;
        if (series.Frozen.Note(pendingHour, frozen, Baseline.FreezeHours, options.Baseline.MaximumFreezeDays))
        {
            Baseline.SkipFrozen(monitor.Region);
        }
        else
        {
            Baseline.Learn(monitor.Region, pendingHour, pendingMinutes, monitor.Pending);
        }
    }
}
