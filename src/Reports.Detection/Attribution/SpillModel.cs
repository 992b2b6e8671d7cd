using MathNet.Numerics.Distributions;

namespace Reports.Detection.Attribution;

/// <summary>
/// How probable it is that a surge at one service is people who mean another. When a mobile network fails, its customers cannot be reached, and
/// those who call them report their own network. Two explanations of the rate there are compared: a spill, whose share of the other's excess is
/// what it was in the documented cases, and an outage of its own, of any size.
/// </summary>
public static class SpillModel
{
    /// <summary>
    /// Shape and rate of the Gamma of spill shares: mean .041, standard deviation .020, the moments of the eight documented ones (Verizon .076 and
    /// AT&amp;T .034 of T-Mobile's in June 2020; EE .042, O2 .054, Three .033 of Vodafone UK's in June 2020; Verizon .055, T-Mobile .025, Boost .010 of
    /// AT&amp;T's in February 2024).
    /// </summary>
    private const double SpillShape = 4.2;
    private const double SpillRate = 102;

    /// <summary>An outage of its own has any size against the other's: its logarithm is uniform from a hundredth to twentyfold.</summary>
    private const double LeastShare = 0.01;
    private const double MostShare = 20;

    /// <summary>Minutes a smoothed rate stands for: 1 ÷ (1 − 2^(−1/3)), the half-life of three minutes.</summary>
    private const double SmoothedMinutes = 4.85;

    /// <summary>Variance of a minute's reports over their mean: the likelihoods are flattened by it (quasi-likelihood).</summary>
    private const double Dispersion = 1.5;

    private const int GridPoints = 128;
    private const double GridFrom = 1e-3;

    private static readonly double[] Shares =
        [.. Enumerable.Range(0, GridPoints).Select(i => GridFrom * Math.Pow(MostShare / GridFrom, i / (GridPoints - 1.0)))];

    // On a logarithmic grid a density is multiplied by the share itself.
    private static readonly double[] Spill = Normalized(share => share * Gamma.PDF(SpillShape, SpillRate, share));
    private static readonly double[] Own = Normalized(share => share >= LeastShare ? 1 : 0);
    private static readonly double[] Any = Normalized(_ => 1);

    /// <summary>Probability, [0, 1], that the surge is about the other service.</summary>
    /// <param name="ratePerMinute">Fresh reports per minute of the series now, smoothed; ≥ 0.</param>
    /// <param name="expectedPerMinute">What would be usual there, > 0.</param>
    /// <param name="origin">The other service in the same region; without an alarm there the answer is 0.</param>
    /// <param name="prior">Probability of a spill before the numbers are looked at, (0, 1).</param>
    public static double Probability(double ratePerMinute, double expectedPerMinute, SurgeTrace origin, double prior)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(expectedPerMinute);
        if (origin.ExcessPerMinute <= 0)
        {
            return 0;
        }

        var (spill, own) = Marginals(ratePerMinute * SmoothedMinutes, expectedPerMinute * SmoothedMinutes, origin.ExcessPerMinute * SmoothedMinutes, Own);
        return prior * spill / ((prior * spill) + ((1 - prior) * own));
    }

    /// <summary>
    /// How much better a spill explains the size of a surge than no relation does, under which ln of its share is uniform over all shares looked at,
    /// a thousandth to twentyfold; in [0, 10). A share outside counts as the nearest.
    /// </summary>
    /// <param name="reports">Reports of the whole surge, ≥ 0.</param>
    /// <param name="expected">What would have been usual, ≥ 0.</param>
    /// <param name="originExcess">Reports above the usual of the other service in the same place, > 0.</param>
    public static double ShareRatio(double reports, double expected, double originExcess)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expected);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(originExcess);
        var (spill, any) = Marginals(reports, expected, originExcess, Any);
        return spill / any;
    }

    /// <summary>Likelihoods of the two explanations up to a common factor, their shares integrated out.</summary>
    private static (double Spill, double Own) Marginals(double reports, double expected, double originExcess, double[] ownLaw)
    {
        Span<double> logs = stackalloc double[GridPoints];
        var highest = double.NegativeInfinity;
        for (var i = 0; i < GridPoints; i++)
        {
            var mean = expected + (Shares[i] * originExcess);
            logs[i] = ((reports * Math.Log(mean)) - mean) / Dispersion;
            highest = Math.Max(highest, logs[i]);
        }

        double spill = 0, own = 0;
        for (var i = 0; i < GridPoints; i++)
        {
            var likelihood = Math.Exp(logs[i] - highest);
            spill += likelihood * Spill[i];
            own += likelihood * ownLaw[i];
        }

        return (spill, own);
    }

    private static double[] Normalized(Func<double, double> density)
    {
        var weights = Array.ConvertAll(Shares, share => density(share));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
