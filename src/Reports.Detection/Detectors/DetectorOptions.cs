using Reports.Detection.Baselines;

namespace Reports.Detection.Detectors;

/// <summary>
/// When a series is in alarm. Evidence is in nats (a log-likelihood ratio): e^−evidence bounds the chance that one run of
/// ordinary minutes looks like this.
/// </summary>
public sealed record DetectorOptions
{
    public BaselineOptions Baseline { get; init; } = new();

    /// <summary>Rate ratios of the sequential tests, each > 1, ascending. Default 2.5, 5, 10, 30: from slow burn to burst.</summary>
    public IReadOnlyList<double> RateRatios { get; init; } = [2.5, 5, 10, 30];

    /// <summary>Nats for an alarm of a series that stands alone. Default 11.4.</summary>
    public double AlarmEvidence { get; init; } = 11.4;

    /// <summary>
    /// Nats by which less is asked of a macro-region or the world, ≥ 0. Default 1: they are few beside the countries, so the same budget of
    /// false alarms allows each of them e times as many.
    /// </summary>
    public double WideDiscount { get; init; } = 1;

    /// <summary>Nats for <see cref="AlarmLevel.Possible"/>. Default 9.4: people are told, so it must stay rare.</summary>
    public double PossibleEvidence { get; init; } = 9.4;

    /// <summary>
    /// Fresh reports beyond which a burst is <see cref="AlarmLevel.Possible"/> from its first minute on, though it may be a blip. Default 64: more networks
    /// than an outage takes.
    /// </summary>
    public int BurstReports { get; init; } = 64;

    /// <summary>Nats below which no support from other regions can bring a country's threshold. Default 6.4.</summary>
    public double SupportedEvidence { get; init; } = 6.4;

    /// <summary>
    /// Nats each region is charged before it may support others: the price of choosing the regions that happen to be high.
    /// Default 2.5.
    /// </summary>
    public double SupportCharge { get; init; } = 2.5;

    /// <summary>How much support from another macro-region is worth, [0, 1]. Default 0.5.</summary>
    public double DistantSupport { get; init; } = 0.5;

    /// <summary>
    /// The tests take the usual rate this many standard deviations of the baseline's own doubt above its mean. Default 2.
    /// </summary>
    public double DoubtDeviations { get; init; } = 2;

    /// <summary>Fresh reports per minute below which no usual rate is believed. Default 0.003: four a day.</summary>
    public double MinimumPerMinute { get; init; } = 0.003;

    /// <summary>Fresh reports a run needs once the service's crowd is known. Default 5.</summary>
    public int MinimumReports { get; init; } = 5;

    /// <summary>Fresh reports a run needs when the service has never been reported. Default 13: a dozen first reports is not an outage.</summary>
    public int MinimumReportsUnknown { get; init; } = 13;

    /// <summary>
    /// Minutes at the beginning of a watch without a past: where there are reports in them, fewer than <see cref="FirstPerMinute"/> are taken for
    /// usual until the baseline knows better. Default 8.
    /// </summary>
    public int FirstMinutes { get; init; } = 8;

    /// <summary>Fresh reports per minute that a busy service may well have in a country on any day. Default 4: more is taken for an outage.</summary>
    public double FirstPerMinute { get; init; } = 4;

    /// <summary>The same for a macro-region or the world. Default 10.</summary>
    public double FirstPerMinuteWide { get; init; } = 10;

    /// <summary>Learnt reports at which the minimum is halfway between the two. Default 20.</summary>
    public double KnownReports { get; init; } = 20;

    /// <summary>An alarm closes when the rate is back against this multiple of the usual. Default 2.5.</summary>
    public double CloseRatio { get; init; } = 2.5;

    /// <summary>A rate per minute that is trouble even where almost none is usual. Default 0.12: one in eight minutes.</summary>
    public double CloseMinimumPerMinute { get; init; } = 0.12;

    /// <summary>The share of an alarm's peak rate that still counts as trouble, [0, 1). Default 0.01: the last stragglers do not.</summary>
    public double ClosePeakShare { get; init; } = 0.01;

    /// <summary>Nats for "back to usual" that close an alarm. Default 4.</summary>
    public double CloseEvidence { get; init; } = 4;

    /// <summary>Minutes an alarm stays open at least. Default 5.</summary>
    public int MinimumAlarmMinutes { get; init; } = 5;

    /// <summary>
    /// Probability, (0, .99], that something is really wrong, given the strongest <paramref name="evidence"/>. Bayes' rule with the evidence for a
    /// log-likelihood ratio: odds of e^(evidence − <see cref="AlarmEvidence"/> − 1), so even a nat above the threshold. Calibrated on simulated
    /// outages (bench/results/detection.md); never above .99, since the simulation is not the world.
    /// </summary>
    /// <param name="evidence">Nats, 0 and above.</param>
    public double Confidence(double evidence)
    {
        const double Most = 0.99;
        const double EvenAboveAlarm = 1;
        return Math.Min(Most, 1 / (1 + Math.Exp(AlarmEvidence + EvenAboveAlarm - evidence)));
    }
}
