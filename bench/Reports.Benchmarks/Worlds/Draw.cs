using MathNet.Numerics.Distributions;

namespace Reports.Benchmarks.Worlds;

/// <summary>Draws that MathNet refuses for a mean of 0.</summary>
internal static class Draw
{
    /// <param name="mean">At least 0.</param>
    public static int Count(Random random, double mean) => mean > 0 ? Poisson.Sample(random, mean) : 0;

    /// <summary>A negative binomial count as the Poisson count of a gamma rate; Poisson without clumps.</summary>
    /// <param name="mean">At least 0.</param>
    /// <param name="clumping">Variance over mean, at least 1.</param>
    public static int Count(Random random, double mean, double clumping) =>
        Count(random, mean > 0 && clumping > 1 ? Gamma.Sample(random, mean / (clumping - 1), 1 / (clumping - 1)) : mean);

    public static double LogUniform(Random random, double low, double high) => low * Math.Pow(high / low, ContinuousUniform.Sample(random, 0, 1));
}
