using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace Reports.Detection.Scoring;

/// <summary>
/// Minute counts whose people come in clumps: the negative binomial with mean μ and variance φμ for every μ, that is a Poisson
/// number of clumps with logarithmic sizes. Its likelihood ratio charges four reports of one clump little more than one.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct ClumpedCounts
{
    // Below this excess the law is Poisson to six digits of any ratio here, and the size parameter would only lose digits.
    private const double PoissonExcess = 1e-6;

    // Up to here a loop of logarithms is faster than two log-gammas.
    private const int SummedReports = 24;

    private readonly double mean;
    private readonly double excess;

    // ln φ/(φ − 1), 1 for the Poisson law.
    private readonly double price;

    /// <param name="mean">μ per minute, > 0.</param>
    /// <param name="dispersion">φ = variance ÷ mean; below 1 counts as 1, the Poisson law.</param>
    public ClumpedCounts(double mean, double dispersion)
    {
        this.mean = mean;
        excess = Math.Max(0, dispersion - 1);
        price = excess < PoissonExcess ? 1 : Math.Log(1 + excess) / excess;
    }

    private ClumpedCounts(double mean, double excess, double price) => (this.mean, this.excess, this.price) = (mean, excess, price);

    /// <summary>The same dispersion with another mean, > 0; cheap, for a mean that moves each minute.</summary>
    public ClumpedCounts At(double mean) => new(mean, excess, price);

    /// <summary>
    /// The part of the log-likelihood ratio "mean ρμ" against "mean μ" that <paramref name="reports"/> add, nats, ≥ 0 for ρ ≥ 1:
    /// ln Γ(ρr + x) − ln Γ(ρr) − ln Γ(r + x) + ln Γ(r) with r = μ/(φ − 1); x·ln ρ where φ = 1.
    /// </summary>
    public double Gain(int reports, double ratio)
    {
        if (reports == 0)
        {
            return 0;
        }

        if (reports == 1 || excess < PoissonExcess)
        {
            return reports * Math.Log(ratio);
        }

        var size = mean / excess;
        var raised = ratio * size;
        if (reports > SummedReports)
        {
            return SpecialFunctions.GammaLn(raised + reports) - SpecialFunctions.GammaLn(raised)
                - SpecialFunctions.GammaLn(size + reports) + SpecialFunctions.GammaLn(size);
        }

        var product = 1.0;
        for (var i = 0; i < reports; i++)
        {
            product *= (raised + i) / (size + i);
        }

        return Math.Log(product);
    }

    /// <summary>What a minute costs the same ratio whatever its reports, nats, ≥ 0: (ρ − 1)·μ·ln φ/(φ − 1); (ρ − 1)·μ where φ = 1.</summary>
    public double Cost(double ratio) => (ratio - 1) * mean * price;
}
