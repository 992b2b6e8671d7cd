using MathNet.Numerics.Distributions;

namespace Reports.Detection.Scoring;

/// <summary>The share of those who say one thing among all who answer, with what chance leaves open.</summary>
public static class AnsweredShare
{
    /// <summary>
    /// Jeffreys' interval of a binomial share (Brown, Cai and DasGupta 2001, Interval estimation for a binomial proportion): the 5 % and 95 %
    /// quantiles of Beta(x + ½, n − x + ½) for x of n, with 0 as lower end where x = 0 and 1 as upper end where x = n. The share is x ÷ n.
    /// It is about those who answered; who answers is no sample of all users.
    /// </summary>
    /// <param name="yes">x, at least 0.</param>
    /// <param name="no">n − x, at least 0.</param>
    /// <returns>0 within [0, 1] where nobody answered.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number below 0.</exception>
    public static ShareInterval Of(int yes, int no)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(yes);
        ArgumentOutOfRangeException.ThrowIfNegative(no);
        if (yes + no == 0)
        {
            return new ShareInterval(0, 0, 1);
        }

        var (a, b) = (yes + 0.5, no + 0.5);
        return new ShareInterval(
            (double)yes / (yes + no), yes == 0 ? 0 : Beta.InvCDF(a, b, ShareInterval.LowQuantile), no == 0 ? 1 : Beta.InvCDF(a, b, ShareInterval.HighQuantile));
    }
}
