namespace Reports.Detection.Scoring;

/// <summary>Quantiles of the negative binomial that predicts a count from its mean and variance.</summary>
public static class PredictiveInterval
{
    // Above this mean the cube-root normal approximation is within a count or two, and summing would cost more than it tells.
    private const double SummedUpToMean = 50;

    /// <summary>
    /// Smallest integer k with P(X ≤ k) ≥ p, for X negative binomial with the given mean and variance; Poisson where
    /// variance ≤ mean. Exact by summing probabilities for means up to 50; above, Wilson and Hilferty's cube-root approximation
    /// of the gamma with the same mean and variance (PNAS 1931, 17:684), rounded.
    /// </summary>
    /// <param name="mean">≥ 0; 0 gives 0.</param>
    /// <param name="variance">Any; NaN in either gives 0.</param>
    /// <param name="p">Probability in (0, 1).</param>
    /// <param name="z">The standard normal quantile of <paramref name="p"/>, passed in because callers use few.</param>
    public static double Quantile(double mean, double variance, double p, double z)
    {
        if (!(mean > 0) || double.IsNaN(variance))
        {
            return 0;
        }

        if (mean > SummedUpToMean)
        {
            var ninth = Math.Max(variance, mean) / (9 * mean * mean);
            var root = 1 - ninth + (z * Math.Sqrt(ninth));
            return root <= 0 ? 0 : Math.Round(mean * root * root * root);
        }

        return Summed(mean, variance, p);
    }

    private static double Summed(double mean, double variance, double p)
    {
        // P(0) and the recursion P(k+1) = P(k)·(a + b·k)/(k + 1) cover both laws; the Poisson is the limit of infinite size.
        double probability, a, b;
        if (variance > mean * (1 + 1e-9))
        {
            var size = mean * mean / (variance - mean);
            b = mean / (size + mean);
            a = size * b;
            probability = Math.Exp(-size * Math.Log(1 + (mean / size)));
        }
        else
        {
            (a, b) = (mean, 0);
            probability = Math.Exp(-mean);
        }

        var below = probability;
        var k = 0;
        while (below < p && k < 10_000)
        {
            probability *= (a + (b * k)) / (k + 1);
            below += probability;
            k++;
        }

        return k;
    }
}
