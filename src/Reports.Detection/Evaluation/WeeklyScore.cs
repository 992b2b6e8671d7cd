namespace Reports.Detection.Evaluation;

/// <summary>How alarms on weekly counts fared. Ratios are in [0, 1], 0 where nothing could be counted.</summary>
/// <param name="FalsePositiveRate">Flagged weeks ÷ weeks, of those outside of outbreaks.</param>
/// <param name="Detected">Share of the outbreaks with a flagged week from their start to their end: the power of detection.</param>
/// <param name="DetectedAtOnce">Share of the outbreaks whose first week is flagged.</param>
/// <param name="Sensitivity">Flagged ÷ all weeks with more cases.</param>
/// <param name="Precision">Flagged weeks with more cases ÷ flagged weeks; weeks of an outbreak without more cases are left out.</param>
/// <param name="MeanDelay">Weeks from the start of an outbreak to its first flagged one, mean over those detected; null if there is none.</param>
/// <param name="DetectedByStrength"><paramref name="Detected"/> among the outbreaks of a strength.</param>
public sealed record WeeklyScore(
    int Series,
    double FalsePositiveRate,
    double Specificity,
    double Detected,
    double DetectedAtOnce,
    double Sensitivity,
    double Precision,
    double F1,
    double? MeanDelay,
    IReadOnlyDictionary<int, double> DetectedByStrength);
