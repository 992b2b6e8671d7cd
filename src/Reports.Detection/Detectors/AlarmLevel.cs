namespace Reports.Detection.Detectors;

/// <summary>What the evidence of one series amounts to; ordered.</summary>
public enum AlarmLevel
{
    None,

    /// <summary>Above <see cref="DetectorOptions.PossibleEvidence"/>, below what an alarm needs.</summary>
    Possible,

    Alarm,
}
