using Reports.Detection.Detectors;

namespace Reports.Pipeline.Alarms;

/// <summary>
/// Keeps the number of false alarms of the whole site where it is for a few services: evidence bounds the chance of one run of luck by
/// e^-evidence, so watching k times as many services asks for ln k more (Bonferroni).
/// </summary>
public static class DetectorThresholds
{
    /// <summary>The number of services for which the detector's own thresholds were tuned.</summary>
    public const int TunedServices = 24;

    /// <summary>
    /// Nats short of an alarm at which a service is "possibly" in trouble: people are told, so it must stay rare, here about two a day.
    /// </summary>
    private const double PossibleBelowAlarm = 2;

    public static DetectorOptions For(int services)
    {
        var usual = new DetectorOptions();
        var more = Math.Log(Math.Max(1, (double)services / TunedServices));
        return usual with
        {
            AlarmEvidence = usual.AlarmEvidence + more,
            PossibleEvidence = usual.AlarmEvidence + more - PossibleBelowAlarm,
            SupportedEvidence = usual.SupportedEvidence + more,
        };
    }
}
