using System.Runtime.InteropServices;
using Reports.Detection.Attribution;
using Reports.Detection.Baselines;
using Reports.Detection.Changes;
using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>
/// Watches one service in every region at once. Minutes feed sequential tests; hours, when they close, teach the baseline,
/// one hour late and never from an outage, so that trouble cannot become usual. A minute costs what the regions with reports
/// or with a running test cost. Deterministic; not thread-safe.
/// </summary>
public sealed class ServiceDetector : IDetector
{
    private readonly RegionTree tree;
    private readonly SeriesBook book;
    private readonly AlarmRules rules;
    private readonly CountForecast forecast;
    private readonly List<SeriesVerdict> verdicts = [];
    private int nextMinute = int.MinValue;
    private int openHour = int.MinValue;
    private int observedMinutes;

    /// <param name="kindred">What services like this one say of its usual rates; null where nothing is known of any.</param>
    public ServiceDetector(RegionTree tree, DetectorOptions options, KindredLevels? kindred = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(options);
        if (options.RateRatios.Count == 0 || options.RateRatios.Any(r => !(r > 1)))
        {
            throw new ArgumentException("Every rate ratio must be above 1.", nameof(options));
        }

        this.tree = tree;
        book = new SeriesBook(tree, options, kindred);
        rules = new AlarmRules(options);
        forecast = new CountForecast(tree, book.Baseline);
        Options = options;
    }

    public DetectorOptions Options { get; }

    /// <summary>Regions with reports or with a running test, ≥ 0: what the next minute costs.</summary>
    public int ActiveSeries => book.Awake.Count;

    public ReadOnlySpan<SeriesVerdict> Verdicts => CollectionsMarshal.AsSpan(verdicts);

    public void Advance(int minute, ReadOnlySpan<RegionCount> counts)
    {
        Begin(minute);
        observedMinutes++;
        book.BeginMinute(minute);
        foreach (var count in counts)
        {
            book.Take(count);
        }

        var minuteOfHour = minute - (openHour * 60);
        var quiet = true;
        book.OpenMinute();
        foreach (var monitor in book.Awake)
        {
            monitor.Usual = UsualOf(monitor, monitor.Rates.At(minuteOfHour));
            monitor.Surge.Advance(minute, monitor.Reports, monitor.Law.At(monitor.Usual));
            monitor.Recovery.Smooth(monitor.Reports);
            monitor.Recent.Add(minute, monitor.Reports);
            quiet &= monitor.Quiet;
        }

        book.Watch.Excuse(minute, book.Awake);

        verdicts.Clear();
        if (!quiet)
        {
            rules.Apply(minute, book.Awake, book.Known, book.ByRegion, book.Baseline.EventsLearnt);
            Report(minuteOfHour);
        }

        book.EndMinute(minuteOfHour);
        End(minute);
    }

    /// <summary>
    /// What can be said of the next minute before it is over: the regions whose reports so far are a burst (<see cref="DetectorOptions.BurstReports"/>) even if
    /// no more follow, so that they will be possible when it ends. Changes no verdict.
    /// </summary>
    /// <param name="minute">The minute after the one advanced last; of any other, and of the first of an hour, nothing is said.</param>
    /// <param name="counts">What it has so far.</param>
    /// <returns>Regions that are not possible yet, in the order of their region index; empty for most minutes.</returns>
    public IReadOnlyList<SeriesVerdict> Glimpse(int minute, ReadOnlySpan<RegionCount> counts)
    {
        if (minute != nextMinute || FloorHour(minute) != openHour)
        {
            return [];
        }

        var reports = tree.SumFresh(counts);
        if (reports.GetValueOrDefault(0) <= Options.BurstReports)
        {
            return [];
        }

        List<SeriesVerdict> bursts = [];
        foreach (var (region, count) in reports)
        {
            if (count > Options.BurstReports && book.ByRegion[region] is { Level: AlarmLevel.None, Unknown: false } monitor)
            {
                book.OpenRates(monitor);
                var usual = monitor.Rates.At(minute - (openHour * 60));
                var law = monitor.Law.At(UsualOf(monitor, usual));
                if (law.Gain(count, Options.RateRatios[^1]) - law.Cost(Options.RateRatios[^1]) >= Options.AlarmEvidence)
                {
                    bursts.Add(new SeriesVerdict(region, AlarmLevel.Possible, Options.PossibleEvidence, minute, minute, usual, count, 0, Recovering: false, region));
                }
            }
        }

        return bursts;
    }

    public void AdvanceMissing(int minute)
    {
        Begin(minute);
        book.MissMinute(minute);
        End(minute);
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
            book.AddPast(region, minutesObserved);
        }

        if (minutesObserved > 0)
        {
            book.Watch.BeganBy(hour * 60);
        }

        openHour = hour;
        book.CloseHour(hour, minutesObserved);
        nextMinute = (hour + 1) * 60;
    }

    /// <summary>
    /// Counted reports to expect from <paramref name="fromMinute"/> up to, not including, <paramref name="toMinute"/>, by what
    /// is known now. A wider region is the sum of its parts that ever had a report. All zero for an empty span.
    /// </summary>
    public ExpectedRange Expected(int region, int fromMinute, int toMinute) => forecast.Expected(region, fromMinute, toMinute);

    /// <summary>What is remembered of a region's latest alarm; none for a region that never had a report.</summary>
    public SurgeTrace Trace(int region) => book.ByRegion[region]?.TraceAt(book.Clock) ?? default;

    /// <summary>Squared relative standard deviation of a region's usual level, > 0; null for a region that never had a report of its own.</summary>
    public double? LevelUncertainty(int region) => book.Baseline.Has(region) ? book.Baseline.LevelUncertainty(region) : null;

    /// <summary>Hours that have taught what is usual.</summary>
    public int HoursLearnt => book.Baseline.HoursLearnt;

    /// <summary>Fresh reports of an average hour in each region of the tree, of reports that name this very region; 0 for one that never had any.</summary>
    public double[] Levels() => [.. Enumerable.Range(0, book.ByRegion.Length).Select(book.Baseline.Level)];

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
            book.BeginHour(hour);
        }
    }

    private void End(int minute)
    {
        nextMinute = minute + 1;
        if (FloorHour(nextMinute) != openHour)
        {
            book.CloseHour(openHour, observedMinutes);
            observedMinutes = 0;
        }
    }

    private double UsualOf(SeriesMonitor monitor, double rate) => Math.Max(rate * monitor.Doubt, Options.MinimumPerMinute);

    private static int FloorHour(int minute) => (int)Math.Floor(minute / 60.0);

    private void Report(int minuteOfHour)
    {
        foreach (var monitor in book.Awake)
        {
            if (monitor.Level != AlarmLevel.None)
            {
                verdicts.Add(new SeriesVerdict(
                    monitor.Region,
                    monitor.Level,
                    monitor.Evidence,
                    monitor.Onset,
                    monitor.Raised,
                    monitor.Rates.At(minuteOfHour),
                    monitor.Recovery.Rate,
                    monitor.Level == AlarmLevel.Alarm ? monitor.Recovery.Peak : 0,
                    monitor.Recovering,
                    monitor.Source,
                    monitor.Lent));
            }
        }
    }
}
