using System.Runtime.InteropServices;
using Reports.Detection.Baselines;
using Reports.Detection.Changes;
using Reports.Detection.Scoring;
using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>
/// Watches one service in every region at once. Minutes feed sequential tests; hours, when they close, teach the baseline,
/// one hour late and never from an outage, so that trouble cannot become usual. Only regions that ever had a report cost
/// anything. Deterministic; not thread-safe.
/// </summary>
public sealed class ServiceDetector : IDetector
{
    private readonly RegionTree tree;
    private readonly double[] ratios;
    private readonly ServiceBaseline baseline;
    private readonly AlarmRules rules;
    private readonly CountForecast forecast;
    private readonly SeriesMonitor?[] monitors;

    // In the order of region indices: parents before their parts.
    private readonly List<SeriesMonitor> active = [];
    private readonly List<SeriesVerdict> verdicts = [];
    private int nextMinute = int.MinValue;
    private int openHour = int.MinValue;
    private int observedMinutes;
    private int pendingHour = int.MinValue;
    private int pendingMinutes;

    public ServiceDetector(RegionTree tree, DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(options);
        this.tree = tree;
        ratios = [.. options.RateRatios];
        baseline = new ServiceBaseline(tree, options.Baseline);
        rules = new AlarmRules(options);
        forecast = new CountForecast(tree, baseline);
        Options = options;
        monitors = new SeriesMonitor?[tree.Count];
    }

    public DetectorOptions Options { get; }

    public ReadOnlySpan<SeriesVerdict> Verdicts => CollectionsMarshal.AsSpan(verdicts);

    public void Advance(int minute, ReadOnlySpan<RegionCount> counts)
    {
        Begin(minute);
        observedMinutes++;
        foreach (var count in counts)
        {
            Take(count);
        }

        var minuteOfHour = minute - (openHour * 60);
        var quiet = true;
        foreach (var monitor in active)
        {
            monitor.Usual = Math.Max(monitor.RateAt(minuteOfHour) * monitor.Doubt, Options.MinimumPerMinute);
            monitor.Surge.Advance(minute, monitor.Reports, new ClumpedCounts(monitor.Usual, monitor.Dispersion));
            monitor.Recovery.Smooth(monitor.Reports);
            quiet &= monitor.Quiet;
        }

        verdicts.Clear();
        if (!quiet)
        {
            rules.Apply(minute, active, monitors, baseline.EventsLearnt);
            Report(minuteOfHour);
        }

        foreach (var monitor in active)
        {
            // A region named twice in a minute must be squared once.
            monitor.Hour.FreshSquares += (double)monitor.OwnReports * monitor.OwnReports;
            monitor.Reports = 0;
            monitor.OwnReports = 0;
        }

        End(minute);
    }

    public void AdvanceMissing(int minute)
    {
        Begin(minute);
        End(minute);
    }

    /// <summary>Passes over observed minutes without a report up to, not including, <paramref name="untilMinute"/>; whole quiet hours cost one step.</summary>
    public void AdvanceQuiet(int untilMinute)
    {
        while (nextMinute < untilMinute)
        {
            if (active.TrueForAll(m => m.Quiet))
            {
                Begin(nextMinute);
                var until = Math.Min(untilMinute, (openHour + 1) * 60);
                observedMinutes += until - nextMinute;
                foreach (var monitor in active)
                {
                    monitor.Recovery = default;
                }

                verdicts.Clear();
                End(until - 1);
            }
            else
            {
                Advance(nextMinute, []);
            }
        }
    }

    /// <summary>
    /// Takes one past hour without looking for outages in it: how a detector is rebuilt from stored sums. Hours ascend; the
    /// minutes after the last such hour then go through <see cref="Advance"/>. Regions not named had no report.
    /// </summary>
    /// <param name="hour">Hours since the origin of the minutes: minute ÷ 60.</param>
    /// <param name="minutesObserved">Minutes of the hour in which reports could be received, [0, 60].</param>
    public void LearnHour(int hour, int minutesObserved, ReadOnlySpan<RegionHour> regions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutesObserved);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutesObserved, 60);
        if (nextMinute != int.MinValue && hour * 60 < nextMinute)
        {
            throw new ArgumentOutOfRangeException(nameof(hour), hour, "The hour, or part of it, has been taken already.");
        }

        foreach (var region in regions)
        {
            var monitor = Ensure(region.Region);
            monitor.Hour = new(
                monitor.Hour.Fresh + region.Fresh,
                monitor.Hour.Count + region.Count,
                monitor.Hour.FreshSquares + region.FreshSquares,
                monitor.Hour.Frozen | region.Frozen);
        }

        openHour = hour;
        observedMinutes = minutesObserved;
        CloseHour();
        nextMinute = (hour + 1) * 60;
    }

    /// <summary>Puts a region into alarm as it was before a restart; the minutes that follow may close it.</summary>
    /// <param name="onsetMinute">As the verdict said; ≤ <paramref name="raisedMinute"/>.</param>
    /// <param name="peakPerMinute">As the verdict said, ≥ 0.</param>
    public void RestoreAlarm(int region, int onsetMinute, int raisedMinute, double peakPerMinute)
    {
        var monitor = Ensure(region);
        monitor.Level = AlarmLevel.Alarm;
        (monitor.Onset, monitor.Raised, monitor.Source) = (onsetMinute, raisedMinute, region);
        monitor.Recovery.Open(peakPerMinute);
    }

    /// <summary>
    /// Counted reports to expect from <paramref name="fromMinute"/> up to, not including, <paramref name="toMinute"/>, by what
    /// is known now. A wider region is the sum of its parts that ever had a report. All zero for an empty span.
    /// </summary>
    public ExpectedRange Expected(int region, int fromMinute, int toMinute) => forecast.Expected(region, fromMinute, toMinute, active);

    private void Begin(int minute)
    {
        if (nextMinute != int.MinValue && minute != nextMinute)
        {
            throw new ArgumentOutOfRangeException(nameof(minute), minute, $"Minute {nextMinute} comes next.");
        }

        nextMinute = minute;
        var hour = FloorHour(minute);
        if (hour != openHour)
        {
            openHour = hour;
            observedMinutes = 0;
            OpenRates();
        }
    }

    private void End(int minute)
    {
        nextMinute = minute + 1;
        if (FloorHour(nextMinute) != openHour)
        {
            CloseHour();
        }
    }

    private static int FloorHour(int minute) => (int)Math.Floor(minute / 60.0);

    private void Take(RegionCount count)
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

    private SeriesMonitor Ensure(int region)
    {
        if (monitors[region] is { } known && baseline.Has(region))
        {
            return known;
        }

        baseline.Ensure(region);
        for (var area = region; area >= 0 && monitors[area] is null; area = tree[area].Parent)
        {
            var monitor = new SeriesMonitor(area, tree[area].Parent, tree[area].Level == RegionLevel.Country, ratios);
            monitors[area] = monitor;
            var place = active.FindIndex(m => m.Region > area);
            active.Insert(place < 0 ? active.Count : place, monitor);
        }

        if (openHour != int.MinValue)
        {
            OpenRates();
        }

        return monitors[region]!;
    }

    /// <summary>The usual rates around the open hour, summed from parts to wholes.</summary>
    private void OpenRates()
    {
        foreach (var monitor in active)
        {
            (monitor.Before, monitor.Here, monitor.After, monitor.DoubtSquares, monitor.Dispersion) = (0, 0, 0, 0, 0);
            if (baseline.Has(monitor.Region))
            {
                monitor.Before = baseline.PerHour(monitor.Region, openHour - 1);
                monitor.Here = baseline.PerHour(monitor.Region, openHour);
                monitor.After = baseline.PerHour(monitor.Region, openHour + 1);
                monitor.DoubtSquares = monitor.Here * monitor.Here * baseline.LevelUncertainty(monitor.Region);
                monitor.Dispersion = monitor.Here * baseline.Dispersion(monitor.Region);
            }
        }

        for (var i = active.Count - 1; i >= 0; i--)
        {
            var monitor = active[i];
            var doubt = baseline.Spread(monitor.Region) + (monitor.DoubtSquares / Math.Max(monitor.Here * monitor.Here, double.Epsilon));
            monitor.Doubt = 1 + (Options.DoubtDeviations * Math.Sqrt(doubt));
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
    /// it out of the baseline.
    /// </summary>
    private void CloseHour()
    {
        if (pendingMinutes > 0)
        {
            baseline.BeginHour(pendingMinutes);
            foreach (var monitor in active)
            {
                if (baseline.Has(monitor.Region))
                {
                    LearnPending(monitor);
                }
            }

            baseline.EndHour();
        }

        foreach (var monitor in active)
        {
            monitor.Pending = monitor.Hour;
            monitor.Hour = default;
        }

        (pendingHour, pendingMinutes) = (openHour, observedMinutes);
        observedMinutes = 0;
    }

    private void LearnPending(SeriesMonitor monitor)
    {
        var series = baseline.Ensure(monitor.Region);
        var frozen = monitor.Pending.Frozen || monitor.Hour.Frozen;
        series.FrozenRun = frozen ? series.FrozenRun + 1 : 0;
        if (frozen && series.FrozenRun <= Options.Baseline.MaximumFreezeHours)
        {
            baseline.SkipFrozen(monitor.Region);
        }
        else
        {
            baseline.Learn(monitor.Region, pendingHour, pendingMinutes, monitor.Pending);
        }
    }

    private void Report(int minuteOfHour)
    {
        foreach (var monitor in active)
        {
            if (monitor.Level != AlarmLevel.None)
            {
                verdicts.Add(new SeriesVerdict(
                    monitor.Region,
                    monitor.Level,
                    monitor.Evidence,
                    monitor.Onset,
                    monitor.Raised,
                    monitor.RateAt(minuteOfHour),
                    monitor.Recovery.Rate,
                    monitor.Level == AlarmLevel.Alarm ? monitor.Recovery.Peak : 0,
                    monitor.Recovering,
                    monitor.Source));
            }
        }
    }
}
