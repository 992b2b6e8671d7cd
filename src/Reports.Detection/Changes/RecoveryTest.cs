using System.Runtime.InteropServices;

namespace Reports.Detection.Changes;

/// <summary>
/// Follows an alarmed series down. A CUSUM towards a fifth of the peak's excess, against half of it, says when it is recovering; one towards
/// the usual rate, against a rate still high enough to matter, when the alarm may close. Opening and closing use different hypotheses, so
/// an alarm does not flap.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct RecoveryTest
{
    /// <summary>Half-life of the smoothed rate is 3 minutes: 1 − 2^(−1/3).</summary>
    private const double Smoothing = 0.2063;

    private const double HighShare = 0.5;
    private const double FallenShare = 0.2;

    /// <summary>Nats that make it recovering; it is no longer when all are lost. More are not saved up, so that a relapse shows at once.</summary>
    private const double FallenEvidence = 2;
    private const double MostFallenEvidence = 4;

    private double sum;
    private double fallen;

    /// <summary>Smoothed fresh reports per minute.</summary>
    public double Rate { get; private set; }

    public double Peak { get; private set; }

    /// <summary>Most of the excess is gone.</summary>
    public bool HasFallen { get; private set; }

    /// <summary>Log-likelihood ratio "back to usual" against "still high", nats, ≥ 0.</summary>
    public readonly double Evidence => sum;

    /// <summary>That many minutes without a report.</summary>
    public void Fade(long minutes) => Rate = minutes > 0 ? Rate * Math.Pow(1 - Smoothing, minutes) : Rate;

    public void Smooth(int reports) => Rate += Smoothing * (reports - Rate);

    public void Open(double peak)
    {
        (sum, fallen, HasFallen) = (0, 0, false);
        Peak = peak;
    }

    /// <param name="usual">Rate when all is well, per minute, > 0.</param>
    /// <param name="high">Rate that still counts as trouble, per minute, > <paramref name="usual"/>.</param>
    public void Advance(int reports, double usual, double high)
    {
        Peak = Math.Max(Peak, Rate);
        sum = Math.Max(0, sum + Towards(usual, high, reports));
        var excess = Math.Max(0, Peak - usual);
        fallen = Math.Clamp(fallen + Towards(usual + (FallenShare * excess), usual + (HighShare * excess), reports), 0, MostFallenEvidence);
        HasFallen = HasFallen ? fallen > 0 : fallen >= FallenEvidence;
    }

    /// <summary>Log-likelihood ratio of a minute's Poisson count for the lower rate against the higher, nats.</summary>
    private static double Towards(double lower, double higher, int reports) => higher - lower - (reports * Math.Log(higher / lower));
}
