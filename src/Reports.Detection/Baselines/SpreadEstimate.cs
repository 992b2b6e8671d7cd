namespace Reports.Detection.Baselines;

/// <summary>
/// The σ in Var X = μ + (σμ)²: how far whole hours stray from their prediction beyond chance. A method-of-moments mean of
/// ((x − μ)² − μ)/μ² over hours, each weighed (μ/(μ + half))² because chance drowns it in quiet hours, with a prior.
/// </summary>
internal sealed class SpreadEstimate(BaselineOptions options)
{
    // One wild hour must not widen the band by itself; nine is three standard deviations squared.
    private const double MaximumRelativeSquare = 9;

    private double sum;
    private double weight;

    /// <summary>σ², > 0.</summary>
    public double Variance
    {
        get
        {
            var prior = options.PriorSpread * options.PriorSpread;
            var variance = ((options.SpreadHours * prior) + sum) / (options.SpreadHours + weight);
            return Math.Max(variance, prior / 16);
        }
    }

    /// <param name="expected">μ of the hour, > 0.</param>
    public void Learn(double reports, double expected, double keep)
    {
        var known = expected / (expected + options.SpreadHalfWeightEvents);
        var deviation = reports - expected;
        var allowed = MaximumRelativeSquare * (expected + (Variance * expected * expected));
        var excess = (Math.Min(deviation * deviation, allowed) - expected) / (expected * expected);
        sum = (sum * keep) + (known * known * excess);
        weight = (weight * keep) + (known * known);
    }
}
