using MathNet.Numerics;
using Reports.Detection.Baselines;

namespace Reports.Detection.Detectors;

/// <summary>
/// The site's way of thinking for a lone series that arrives in coarse buckets: level × season × recent level, each shrunk, a
/// negative binomial around it whose spread is learnt, and the chance of so high a bucket under it. A bucket is many minutes of
/// people, so one is enough for an alarm, and no reporters can be told apart. Causal, deterministic, not thread-safe.
/// </summary>
public sealed class BucketDetector(BucketOptions options)
{
    private const double PriorEvents = 0.5;
    private const double RecentEvents = 10;

    // An old season is worth a fifth after ten cycles.
    private const double KeepPerCycle = 0.85;

    private const double PriorDispersion = 1.5;
    private const double DispersionBuckets = 20;

    // A variance hardly above the mean makes a size beyond what the beta function can do, and the number a Poisson one.
    private const double PoissonExcess = 1e-6;
    private const double LeastChance = 1e-280;

    private readonly RatioTable season = new(options.SlotsPerCycle, options.SlotEvents);
    private readonly double levelKeep = Math.Pow(2, -1 / options.LevelHalfLife);
    private readonly double recentKeep = Math.Pow(2, -1 / options.RecentHalfLife);
    private readonly double leapKeep = options.LeapHalfLife > 0 ? Math.Pow(2, -1 / options.LeapHalfLife) : 0;
    private readonly double growth = Math.Pow(KeepPerCycle, -1.0 / (options.SlotsPerCycle * options.BucketsPerSlot));
    private double weight = 1;
    private double seen;
    private double exposed;
    private double recentSeen;
    private double recentExpected;
    private double squares;
    private double squaresWeight;
    private int buckets;
    private int quiet;
    private double leap;

    /// <summary>Whether the bucket advanced last is part of an alarm.</summary>
    public bool Alarm { get; private set; }

    /// <summary>−ln of the chance of so high a last bucket, in nats, ≥ 0; 0 at or below its expectation.</summary>
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
        Evidence = TailEvidence(value, ExpectedValue, variance);
        buckets++;
        quiet = Evidence >= options.CloseShare * options.AlarmEvidence ? 0 : quiet + 1;
        Alarm = buckets > options.Warmup && (Evidence >= Math.Max(options.AlarmEvidence, leap) || (Alarm && quiet < options.QuietBuckets));
        leap = Math.Max(leap * leapKeep, options.LeapHalfLife > 0 ? Evidence : 0);
        Learn(slot, Math.Min(value, ExpectedValue + (options.TrimDeviations * Math.Sqrt(variance)) + 1), shape, level);
    }

    /// <summary>
    /// −ln P(X ≥ value) for a negative binomial X of this mean and variance, ≥ 0; 0 for a value that is not above the mean. The chance is the
    /// regularized incomplete beta function I_q(value, r) with r = mean²/(variance − mean) and q = 1 − mean/variance, or for a Poisson number the
    /// incomplete gamma function, so that values between whole numbers have one too. Less than e^−645 counts as that.
    /// </summary>
    private static double TailEvidence(double value, double mean, double variance)
    {
        if (value <= mean)
        {
            return 0;
        }

        var excess = variance - mean;
        var chance = excess > PoissonExcess * mean
            ? SpecialFunctions.BetaRegularized(value, mean * mean / excess, excess / variance)
            : SpecialFunctions.GammaLowerRegularized(value, mean);
        return -Math.Log(Math.Max(chance, LeastChance));
    }

    private void Learn(int slot, double value, double shape, double level)
    {
        weight *= growth;
        if (!Alarm || options.LearnsInAlarm)
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
