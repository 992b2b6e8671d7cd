using System.Runtime.InteropServices;

namespace Reports.Detection.Changes;

/// <summary>
/// Follows an alarmed series down. A CUSUM towards the usual rate, against a rate still high enough to matter, decides when
/// the alarm may close: opening and closing use different hypotheses, so an alarm does not flap.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct RecoveryTest
{
    /// <summary>Half-life of the smoothed rate is 3 minutes: 1 − 2^(−1/3).</summary>
    private const double Smoothing = 0.2063;

    private double sum;

    /// <summary>Smoothed fresh reports per minute.</summary>
    public double Rate { get; private set; }

    public double Peak { get; private set; }

    /// <summary>Log-likelihood ratio "back to usual" against "still high", nats, ≥ 0.</summary>
    public readonly double Evidence => sum;

    /// <summary>That many minutes without a report.</summary>
    public void Fade(long minutes) => Rate = minutes > 0 ? Rate * Math.Pow(1 - Smoothing, minutes) : Rate;

    public void Smooth(int reports) => Rate += Smoothing * (reports - Rate);

    public void Open(double peak)
    {
        sum = 0;
        Peak = peak;
    }

    /// <param name="usual">Rate when all is well, per minute, > 0.</param>
    /// <param name="high">Rate that still counts as trouble, per minute, > <paramref name="usual"/>.</param>
    public void Advance(int reports, double usual, double high)
    {
        Peak = Math.Max(Peak, Rate);
        sum = Math.Max(0, sum + (high - usual) - (reports * Math.Log(high / usual)));
    }
}
