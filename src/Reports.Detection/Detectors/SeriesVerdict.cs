using System.Runtime.InteropServices;

namespace Reports.Detection.Detectors;

/// <summary>What the detector makes of one series at the end of a minute. Only series that are not quiet have one.</summary>
/// <param name="Region">Index in the region tree.</param>
/// <param name="Evidence">
/// Log-likelihood ratio in nats, ≥ 0, high = anomalous: the best of the sequential tests after trimming its two largest minutes.
/// For a region that alarms because of its parts, the evidence of the parts if that is higher.
/// </param>
/// <param name="OnsetMinute">Estimate of the first minute that was not as usual; ≤ the minute advanced last.</param>
/// <param name="RaisedMinute">The minute whose completion raised the present level; the decision is known from the next minute on.</param>
/// <param name="ExpectedPerMinute">Fresh reports per minute with nothing wrong, in this minute; > 0.</param>
/// <param name="RatePerMinute">Fresh reports per minute now, smoothed over about five minutes; ≥ 0.</param>
/// <param name="PeakPerMinute">The highest such rate since the onset; 0 unless <see cref="AlarmLevel.Alarm"/>.</param>
/// <param name="Recovering">An alarm whose rate has clearly fallen back towards the baseline, but which is not closed.</param>
/// <param name="Source">
/// The region whose own evidence carries the verdict: <paramref name="Region"/> itself, or the part of it that alarms
/// where the region as a whole would not.
/// </param>
/// <param name="Lent">Nats by which the evidence of other regions lowers the threshold of this one, ≥ 0; 0 for a wider region.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SeriesVerdict(
    int Region,
    AlarmLevel Level,
    double Evidence,
    int OnsetMinute,
    int RaisedMinute,
    double ExpectedPerMinute,
    double RatePerMinute,
    double PeakPerMinute,
    bool Recovering,
    int Source,
    double Lent = 0);
