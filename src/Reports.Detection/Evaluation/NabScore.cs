namespace Reports.Detection.Evaluation;

/// <summary>How alarms fared in windows. Ratios are in [0, 1], 0 where nothing could be counted.</summary>
/// <param name="Profiles">By name of the profile: 100 for every window found at once and nothing else, 0 for silence; below 0 if false alarms outweigh.</param>
/// <param name="Inside">Alarms raised inside of windows.</param>
/// <param name="FalseAlarms">Alarms raised outside.</param>
/// <param name="Precision">Windows hit ÷ (windows hit + false alarms).</param>
/// <param name="DelayMedian">Minutes from the label in a window to the first alarm there, negative before it; null without a hit.</param>
/// <param name="BySeries">Sum of the standard profile by series, not normalised.</param>
public sealed record NabScore(
    IReadOnlyDictionary<string, double> Profiles,
    int Windows,
    int WindowsHit,
    int Inside,
    int FalseAlarms,
    double FalseAlarmsPerSeriesWeek,
    double Recall,
    double Precision,
    double F1,
    double? DelayMedian,
    IReadOnlyDictionary<string, double> BySeries);
