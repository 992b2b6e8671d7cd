using Reports.Detection.Detectors;

namespace Reports.Pipeline.Alarms;

/// <summary>
/// Keeps the number of false alarms of the whole site where it is for a few services: evidence bounds the chance of one run of luck by
/// e^-evidence, so watching k times as many services asks for ln k more (Bonferroni).
/// </summary>
public static class DetectorThresholds
{
    /// <summary>The number of services up to which the detector's own thresholds hold.</summary>
    public const int TunedServices = 100;

    public static DetectorOptions For(int services)
    {
        var usual = new DetectorOptions();
        var more = Math.Log(Math.Max(1, (double)services / TunedServices));
        return usual with
        {
            AlarmEvidence = usual.AlarmEvidence + more,
            PossibleEvidence = usual.PossibleEvidence + more,
            SupportedEvidence = usual.SupportedEvidence + more,
        };
    }
}
