using Reports.Domain.Status;

namespace Reports.Domain.Outages;

/// <summary>Why a region is part of an outage: the most that its reports ever had to say.</summary>
/// <param name="Nats">Highest log-likelihood ratio in nats, ≥ 0: "far more than usual" against "as usual".</param>
/// <param name="Confidence">Highest probability, 0 to 1, that something is wrong there; evidence of its neighbours counts too.</param>
/// <param name="ObservedPerMinute">Fresh reports a minute at the region's peak, smoothed over about five minutes.</param>
/// <param name="ExpectedPerMinute">Fresh reports a minute that were usual then.</param>
public sealed record RegionEvidence(double Nats, double Confidence, double ObservedPerMinute, double ExpectedPerMinute)
{
    /// <summary>From here on a chance is not told more exactly.</summary>
    public const long RarestToTell = 1_000_000;

    /// <summary>The tests of which the best gives the evidence: as many chances to be high.</summary>
    public const int Tests = 4;

    // About so long is what a rate is smoothed over.
    private const double SmoothedMinutes = 5;

    // A rarer chance needs no logarithm's digits, and e^50 still is a number.
    private const double MostNats = 50;

    /// <summary>
    /// The N of "less than 1 in N": how rarely at most one rise of ordinary reports looks like this, e^Nats ÷ <see cref="Tests"/> (each test
    /// is a martingale of mean 1 where nothing is wrong, and the bound of the best of them is the sum of theirs), to two digits, rounded
    /// down; at most <see cref="RarestToTell"/>. Null where that says nothing: below 2, and for NaN.
    /// </summary>
    public long? RarerThanOneIn
    {
        get
        {
            var times = Math.Exp(Math.Min(Nats, MostNats)) / Tests;
            if (!(times >= 2))
            {
                return null;
            }

            if (times >= RarestToTell)
            {
                return RarestToTell;
            }

            var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(times)) - 1));
            return (long)(Math.Floor(times / unit) * unit);
        }
    }

    /// <summary>
    /// How many times the usual at the peak; null for what is no number, and where <see cref="UsualMultiple.IsAlmostNone">almost none</see> are usual.
    /// </summary>
    public double? TimesUsual => double.IsFinite(ObservedPerMinute) && double.IsFinite(ExpectedPerMinute) && !IsUsuallyAlmostNone
        ? ObservedPerMinute / ExpectedPerMinute
        : null;

    /// <summary>Hardly a report is usual in the minutes over which the rates are smoothed.</summary>
    public bool IsUsuallyAlmostNone => UsualMultiple.IsAlmostNone(ExpectedPerMinute * SmoothedMinutes);

    /// <summary>The highest of both: nothing of it ever falls, and what is no number counts as unknown.</summary>
    public static RegionEvidence? Highest(RegionEvidence? one, RegionEvidence? other)
    {
        if (!IsKnown(other))
        {
            return IsKnown(one) ? one : null;
        }

        if (!IsKnown(one))
        {
            return other;
        }

        var peak = other!.ObservedPerMinute > one!.ObservedPerMinute ? other : one;
        return peak with { Nats = Math.Max(one.Nats, other.Nats), Confidence = Math.Max(one.Confidence, other.Confidence) };
    }

    private static bool IsKnown(RegionEvidence? evidence) => evidence is not null && double.IsFinite(evidence.Nats) && double.IsFinite(evidence.Confidence)
        && double.IsFinite(evidence.ObservedPerMinute) && double.IsFinite(evidence.ExpectedPerMinute);
}
