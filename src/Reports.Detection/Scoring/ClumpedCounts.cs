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

    /// <param name="mean">μ per minute, > 0.</param>
    /// <param name="dispersion">φ = variance ÷ mean; below 1 counts as 1, the Poisson law.</param>
    public ClumpedCounts(double mean, double dispersion)
    {
        this.mean = mean;
        excess = Math.Max(0, dispersion - 1);
    }

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

        if (excess < PoissonExcess)
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
    public double Cost(double ratio) =>
        (ratio - 1) * mean * (excess < PoissonExcess ? 1 : Math.Log(1 + excess) / excess);
}
