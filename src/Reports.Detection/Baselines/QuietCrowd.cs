using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>
/// The quiet series of one area taken together: their hours without a report teach the service's rhythm and belong to the area's usual
/// rate, but nobody visits them one by one. Rates are fresh reports per average hour.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct QuietCrowd
{
    public double Rate;

    /// <summary>Σ rate² × its squared relative uncertainty.</summary>
    public double DoubtSquares;

    /// <summary>Σ rate × dispersion.</summary>
    public double Clumped;
    private double offsetRate;
    private int members;

    /// <summary>Minutes east of UTC where the crowd lives on average, in whole hours.</summary>
    public readonly int UtcOffset => Rate > 0 ? 60 * (int)Math.Round(offsetRate / Rate / 60) : 0;

    public readonly bool IsEmpty => members == 0;

    public void Join(QuietMember member)
    {
        members++;
        Rate += member.Rate;
        DoubtSquares += member.Rate * member.Rate * member.Uncertainty;
        Clumped += member.Rate * member.Dispersion;
        offsetRate += member.Rate * member.UtcOffset;
    }

    public void Leave(QuietMember member)
    {
        if (members == 1)
        {
            this = default;
            return;
        }

        members--;
        Rate -= member.Rate;
        DoubtSquares -= member.Rate * member.Rate * member.Uncertainty;
        Clumped -= member.Rate * member.Dispersion;
        offsetRate -= member.Rate * member.UtcOffset;
    }
}
