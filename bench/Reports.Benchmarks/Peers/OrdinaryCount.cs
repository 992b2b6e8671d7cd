using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace Reports.Benchmarks.Peers;

/// <summary>A negative binomial count, or a Poisson one where the dispersion is 1.</summary>
/// <param name="Mean">At least 0.</param>
/// <param name="Dispersion">Variance ÷ mean, at least 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OrdinaryCount(double Mean, double Dispersion)
{
    private const int Most = 1_000_000;

    // Below it the beta function has no digits left, and the count is a Poisson one.
    private const double PoissonExcess = 1e-6;

    /// <summary>The least count that is passed with at most this chance, (0, 1): quantile 1 − α.</summary>
    public int Upper(double alpha)
    {
        if (Mean <= 0)
        {
            return 0;
        }

        var size = Mean / (Dispersion - 1);
        var probability = Dispersion > 1 ? Math.Pow(Dispersion, -size) : Math.Exp(-Mean);
        var sum = probability;
        var count = 0;
        while (sum < 1 - alpha && count < Most)
        {
            probability *= Dispersion > 1 ? (size + count) / (count + 1) * (1 - (1 / Dispersion)) : Mean / (count + 1);
            sum += probability;
            count++;
        }

        return count;
    }

    /// <summary>
    /// P(X ≥ count), in [0, 1]: the regularized incomplete beta function I(count, r) at 1 − 1/φ with r = μ/(φ − 1), or for φ = 1 the incomplete gamma
    /// function. At most α exactly where the count is above <see cref="Upper"/>, with all digits where that is small.
    /// </summary>
    /// <param name="count">At least 0.</param>
    public double ChanceOf(int count) => (count, Mean) switch
    {
        (0, _) => 1,
        (_, <= 0) => 0,
        _ when Dispersion - 1 <= PoissonExcess => SpecialFunctions.GammaLowerRegularized(count, Mean),
        _ => SpecialFunctions.BetaRegularized(count, Mean / (Dispersion - 1), 1 - (1 / Dispersion)),
    };
}
