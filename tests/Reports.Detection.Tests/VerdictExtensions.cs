using Reports.Detection.Detectors;

namespace Reports.Detection.Tests;

internal static class VerdictExtensions
{
    public static SeriesVerdict? For(this IDetector detector, int region)
    {
        foreach (var verdict in detector.Verdicts)
        {
            if (verdict.Region == region)
            {
                return verdict;
            }
        }

        return null;
    }

    public static AlarmLevel LevelOf(this IDetector detector, int region) => detector.For(region)?.Level ?? AlarmLevel.None;

    public static bool AnyAlarm(this IDetector detector)
    {
        foreach (var verdict in detector.Verdicts)
        {
            if (verdict.Level == AlarmLevel.Alarm)
            {
                return true;
            }
        }

        return false;
    }
}
