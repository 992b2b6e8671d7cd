using MathNet.Numerics;

namespace Reports.Detection.Scoring;

/// <summary>
/// The share of a whole that lies in the parts that count, where each part counts with a probability of its own, independently, and its level
/// is itself an estimate: S = Σ X_i L_i ÷ Σ L_i with P(X_i = 1) = p_i and L_i of mean l_i and variance u_i²l_i².
/// </summary>
public static class UncertainShare
{
    // A tenth of a percent, so that what dividing between points adds stays below half a percent with fifty parts.
    private const int Steps = 1000;

    // Halvings of [0, 1] that leave less than a thousandth of a percent.
    private const int Halvings = 17;

    // Farther out the normal law is 0 or 1 to nine digits.
    private const double FarDeviations = 6;

    // Doubt below a tenth of a step cannot be told from none.
    private const double LeastDeviation = 0.1 / Steps;

    /// <summary>
    /// With weights w_i = l_i ÷ Σ l: the share is the mean m = Σ p_i w_i. Its law is that of Σ X_i w_i, found exactly by adding one part after the
    /// other on a grid of 1/1000 (what falls between two points is divided so that the mean stays), blurred by a normal law with the variance
    /// that the levels add, v = Σ w_i² u_i² (p_i (1 − m)² + (1 − p_i) m²), the delta method on ∂S/∂ln L_i = w_i (X_i − S). The interval is the
    /// 5 % and 95 % quantiles of that, cut to [0, 1]; the share is kept within. The variance of the whole is Σ p_i (1 − p_i) w_i² + v.
    /// </summary>
    /// <returns>All zero without a part that has a level and a probability.</returns>
    public static ShareInterval Of(IReadOnlyCollection<SharePart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var known = parts.Where(part => part.Level > 0 && double.IsFinite(part.Level)).ToList();
        var whole = known.Sum(part => part.Level);
        var mean = known.Sum(part => Probability(part) * part.Level / whole);
        if (!(mean > 0))
        {
            return default;
        }

        // Dividing may carry each part one point too far.
        var chances = new double[Steps + known.Count + 1];
        chances[0] = 1;
        double variance = 0;
        foreach (var part in known)
        {
            var (weight, probability) = (part.Level / whole, Probability(part));
            Add(chances, weight, probability);
            var doubt = part.Uncertainty > 0 ? part.Uncertainty : 0;
            variance += weight * weight * doubt * ((probability * (1 - mean) * (1 - mean)) + ((1 - probability) * mean * mean));
        }

        var deviation = Math.Max(Math.Sqrt(variance), LeastDeviation);
        var before = new double[chances.Length + 1];
        for (var i = 0; i < chances.Length; i++)
        {
            before[i + 1] = before[i] + chances[i];
        }

        var (low, high) = (Quantile(chances, before, deviation, ShareInterval.LowQuantile), Quantile(chances, before, deviation, ShareInterval.HighQuantile));
        return new ShareInterval(Math.Clamp(mean, low, high), low, high);
    }

    private static double Probability(SharePart part) => part.Probability > 0 ? Math.Min(1, part.Probability) : 0;

    private static void Add(double[] chances, double weight, double probability)
    {
        if (probability <= 0)
        {
            return;
        }

        var (whole, between) = ((int)(weight * Steps), (weight * Steps) % 1);
        for (var i = chances.Length - 1; i >= 0; i--)
        {
            var moved = Chance(chances, i - whole) * (1 - between);
            moved += Chance(chances, i - whole - 1) * between;
            chances[i] = (chances[i] * (1 - probability)) + (moved * probability);
        }
    }

    private static double Chance(double[] chances, int at) => at >= 0 ? chances[at] : 0;

    private static double Quantile(double[] chances, double[] before, double deviation, double p)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(chances, before, deviation, middle) < p ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <param name="before">For each point the sum of the chances of those before it.</param>
    private static double Below(double[] chances, double[] before, double deviation, double share)
    {
        var first = Math.Clamp((int)Math.Ceiling((share - (FarDeviations * deviation)) * Steps), 0, chances.Length);
        var last = Math.Min(chances.Length - 1, (int)((share + (FarDeviations * deviation)) * Steps));
        var below = before[first];
        for (var i = first; i <= last; i++)
        {
            if (chances[i] > 0)
            {
                below += chances[i] * SpecialFunctions.Erfc((((double)i / Steps) - share) / deviation / Constants.Sqrt2) / 2;
            }
        }

        return below;
    }
}
