using Reports.Detection.Baselines;
using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>
/// A watch that begins without a past. Where there were reports in its first minutes, what is no more than a busy service has is not held
/// against a usual rate that nobody knows: it is <see cref="SeriesMonitor.Unknown"/> until the baseline explains it, or it grows far beyond.
/// </summary>
internal sealed class NewWatch(ServiceBaseline baseline, DetectorOptions options, KindredLevels? kindred)
{
    /// <summary>Times what a busy service may have, from which on it is an outage.</summary>
    private const double FarAbove = 2;

    /// <summary>Fresh reports per minute from which on a past hour may be one of a busy service.</summary>
    private const double BusyPerMinute = 0.5;

    /// <summary>The busiest hour of a day beside its mean.</summary>
    private const double PeakOfDay = 2.5;

    // While nothing has been learnt.
    private int? firstMinute;

    /// <summary>The watch began with this minute or before.</summary>
    public void BeganBy(int minute) => firstMinute = baseline.HoursLearnt > 0 ? null : firstMinute ?? minute;

    /// <summary>The tests of the minute have run.</summary>
    public void Excuse(int minute, List<SeriesMonitor> awake)
    {
        foreach (var monitor in awake)
        {
            if (monitor.Unknown && monitor.Recovery.Rate > FarAbove * PerMinute(monitor))
            {
                monitor.Unknown = monitor.Hour.Unknown = false;
                monitor.Surge.Reset();
            }
            else if (firstMinute is { } first)
            {
                monitor.WasFirst |= minute < first + options.FirstMinutes && monitor.Reports > 0;
                monitor.Unknown |= monitor.WasFirst
                    && monitor.Level != AlarmLevel.Alarm
                    && monitor.Surge.Evidence >= options.SupportCharge
                    && monitor.Surge.Reports <= (minute - monitor.Surge.FirstStart + 1) * PerMinute(monitor);
            }
        }
    }

    /// <summary>With new rates in view it is asked anew whether they explain what there is; once they do for an hour, it is known.</summary>
    public void BeginHour(List<SeriesMonitor> known)
    {
        foreach (var monitor in known)
        {
            if (monitor.Unknown && baseline.HoursLearnt > 0)
            {
                monitor.Unknown = monitor.Surge.Evidence >= options.PossibleEvidence;
                monitor.Surge.Reset();
            }
        }
    }

    /// <summary>What a busy service has in the first hours is as unknown in a past that is learnt as it is live.</summary>
    public bool IsUnknown(SeriesMonitor monitor, RegionHour sums, int minutesObserved)
    {
        var rate = sums.Fresh / (double)Math.Max(1, minutesObserved);
        return !sums.Frozen && baseline.HoursLearnt < ServiceBaseline.FirstHours && rate >= BusyPerMinute && rate <= FarAbove * PerMinute(monitor);
    }

    private double PerMinute(SeriesMonitor monitor) => Math.Max(
        monitor.IsLeaf ? options.FirstPerMinute : options.FirstPerMinuteWide,
        PeakOfDay * (kindred?.BusiestPerHour(monitor.Region) ?? 0) / 60);
}
