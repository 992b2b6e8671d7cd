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
    private double cosine;
    private double sine;
    private int members;

    /// <summary>Minutes east of UTC where the crowd lives, in whole hours: the mean on the clock's face, so that +13 and −11 are the same hour.</summary>
    public readonly int UtcOffset => 60 * (int)Math.Round(Math.Atan2(sine, cosine) / LocalWeek.Angle(1));

    public readonly bool IsEmpty => members == 0;

    public void Join(QuietMember member)
    {
        members++;
        Rate += member.Rate;
        DoubtSquares += member.Rate * member.Rate * member.Uncertainty;
        Clumped += member.Rate * member.Dispersion;
        Turn(member.Rate, member.UtcOffset);
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
        Turn(-member.Rate, member.UtcOffset);
    }

    private void Turn(double rate, int utcOffset)
    {
        var (sin, cos) = Math.SinCos(LocalWeek.Angle(utcOffset / 60.0));
        cosine += rate * cos;
        sine += rate * sin;
    }
}
