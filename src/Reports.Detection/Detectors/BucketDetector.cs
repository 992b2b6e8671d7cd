using Reports.Detection.Baselines;

namespace Reports.Detection.Detectors;

/// <summary>
/// The site's way of thinking for a lone series that arrives in coarse buckets: level × season × recent level, each shrunk, a
/// negative binomial around it whose spread is learnt, and the log-likelihood ratio of the bucket's best rate against the
/// usual. A bucket is many minutes of people, so one is enough for an alarm, and no reporters can be told apart. Causal,
/// deterministic, not thread-safe.
/// </summary>
public sealed class BucketDetector(BucketOptions options)
{
    private const double PriorEvents = 0.5;
    private const double RecentEvents = 10;

    // An old season is worth a fifth after ten cycles.
    private const double KeepPerCycle = 0.85;

    private const double PriorDispersion = 1.5;
    private const double DispersionBuckets = 20;

    private readonly RatioTable season = new(options.SlotsPerCycle, options.SlotEvents);
    private readonly double levelKeep = Math.Pow(2, -1 / options.LevelHalfLife);
    private readonly double recentKeep = Math.Pow(2, -1 / options.RecentHalfLife);
    private readonly double growth = Math.Pow(KeepPerCycle, -1.0 / (options.SlotsPerCycle * options.BucketsPerSlot));
    private double weight = 1;
    private double seen;
    private double exposed;
    private double recentSeen;
    private double recentExpected;
    private double squares;
    private double squaresWeight;
    private int buckets;

    /// <summary>Whether the bucket advanced last is part of an alarm.</summary>
    public bool Alarm { get; private set; }

    /// <summary>Nats of the last bucket above its expectation, ≥ 0; 0 at or below it.</summary>
    public double Evidence { get; private set; }

    /// <summary>What the last bucket should have held, > 0 once anything was seen.</summary>
    public double ExpectedValue { get; private set; }

    /// <param name="bucket">Index of the bucket since any origin that is the start of a slot; ascending.</param>
    /// <param name="value">Its count, ≥ 0; NaN is a missing bucket and changes nothing.</param>
    public void Advance(int bucket, double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var slot = (int)(((bucket / options.BucketsPerSlot % options.SlotsPerCycle) + options.SlotsPerCycle) % options.SlotsPerCycle);
        var shape = season.Ratio(slot, weight);
        var level = (PriorEvents + seen) / (PriorEvents + exposed);
        var recent = (RecentEvents + recentSeen) / (RecentEvents + recentExpected);
        ExpectedValue = level * shape * recent;
        var dispersion = Math.Max(1, ((DispersionBuckets * PriorDispersion) + squares) / (DispersionBuckets + squaresWeight));
        var variance = (dispersion * ExpectedValue) + (options.Spread * options.Spread * ExpectedValue * ExpectedValue);
        Evidence = LikelihoodRatio(value, ExpectedValue, variance);
        buckets++;
        Alarm = buckets > options.Warmup && Evidence >= (Alarm ? options.CloseShare : 1) * options.AlarmEvidence;
        Learn(slot, Math.Min(value, ExpectedValue + (options.TrimDeviations * Math.Sqrt(variance)) + 1), shape, level);
    }

    /// <summary>
    /// max over m ≥ mean of the log-likelihood ratio of a negative binomial with mean m, size r = mean²/(variance − mean), to
    /// the usual one: x·ln(x/μ) − (r + x)·ln((r + x)/(r + μ)); 0 for x ≤ μ.
    /// </summary>
    private static double LikelihoodRatio(double value, double mean, double variance)
    {
        if (value <= mean)
        {
            return 0;
        }

        var size = mean * mean / Math.Max(variance - mean, 1e-9 * mean);
        return (value * Math.Log(value / mean)) - ((size + value) * Math.Log((size + value) / (size + mean)));
    }

    private void Learn(int slot, double value, double shape, double level)
    {
        weight *= growth;
        if (!Alarm)
        {
            var residual = value - ExpectedValue;
            squares = (squares * levelKeep) + (residual * residual / Math.Max(ExpectedValue, PriorEvents));
            squaresWeight = (squaresWeight * levelKeep) + 1;
            season.Learn(slot, value * weight, level * weight);
        }

        // The level keeps learning trimmed values during an alarm, so that a level that moved for good does not alarm for ever.
        seen = (seen * levelKeep) + value;
        exposed = (exposed * levelKeep) + shape;
        recentSeen = (recentSeen * recentKeep) + value;
        recentExpected = (recentExpected * recentKeep) + (level * shape);
        if (weight > 1e6)
        {
            season.Rescale(1 / weight);
            weight = 1;
        }
    }
}
