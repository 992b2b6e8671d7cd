using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Pipeline.Alarms;

namespace Reports.Benchmarks.Peers;

/// <summary>A detector of the scoreboard.</summary>
/// <param name="Of">Makes one for a service, by its index.</param>
/// <param name="MacroRegionsOnly">Whether it judges no other series, and those only from the fifth week on.</param>
internal sealed record Peer(string Name, Func<RegionTree, int, IDetector> Of, bool MacroRegionsOnly = false);

/// <summary>
/// Ours and those it is compared with, on counts per minute. "Tuned" is the best outage score of the country level of outage-dev-101 over a grid of
/// bucket lengths and limits (some 400 settings in all), the very data it is then scored on: what a rule can reach, not what it would reach elsewhere.
/// Farrington flexible is tuned alike on the macro level: 5, 10 and 15 minutes and powers of ten for α.
/// </summary>
internal static class PeerList
{
    /// <summary>Of the shipped catalogue.</summary>
    public const int ShippedServices = 319;

    public static IReadOnlyList<Peer> All { get; } =
    [
        new("Reports, thresholds of up to 100 services", (tree, _) => new ServiceDetector(tree, DetectorThresholds.For(DetectorThresholds.TunedServices))),
        new($"Reports, thresholds of {ShippedServices} services", (tree, _) => new ServiceDetector(tree, DetectorThresholds.For(ShippedServices))),
        new("Poisson CUSUM, 15 min, ρ 2, h 5", (tree, _) => new PoissonCusumRule(tree, 15, 2, 5)),
        new("Poisson CUSUM, tuned: 2 min, ρ 7, h 17", (tree, _) => new PoissonCusumRule(tree, 2, 7, 17)),
        new("time of day (Downdetector), 15 min, 2 ×, 10 more", (tree, _) => new TimeOfDayRule(tree, 15, 2, 10, 1)),
        new("time of day (Downdetector), tuned: 1 min, 4 ×, 2 more, 3 in a row", (tree, _) => new TimeOfDayRule(tree, 1, 4, 2, 3)),
        new("z-score of 24 h, 15 min, z ≥ 3", (tree, _) => new DayScoreRule(tree, 15, 1440 / 15, 3, 1)),
        new("z-score of 24 h, tuned: 5 min, z ≥ 6, n ≥ 8", (tree, _) => new DayScoreRule(tree, 5, 1440 / 5, 6, 8)),
        new("EARS C1, 15 min", (tree, _) => new EarsRule(tree, 15, 1)),
        new("EARS C1, tuned: 10 min, 8 σ, n ≥ 8", (tree, _) => new EarsRule(tree, 10, 1, 8, 8)),
        new("EARS C2, 15 min", (tree, _) => new EarsRule(tree, 15, 2)),
        new("EARS C2, tuned: 5 min, 12 σ, n ≥ 8", (tree, _) => new EarsRule(tree, 5, 2, 12, 8)),
        new("EARS C3, 15 min", (tree, _) => new EarsRule(tree, 15, 3)),
        new("EARS C3, tuned: 5 min, sum ≥ 11, n ≥ 8", (tree, _) => new EarsRule(tree, 5, 3, 12, 8)),
        new("EWMA (isupmap)", (tree, _) => new EwmaRule(tree)),
        new("Farrington flexible, 5 min, α 0.005", (tree, _) => Farrington(tree, 0.005), MacroRegionsOnly: true),
        new("Farrington flexible, tuned: 5 min, α 0.0001", (tree, _) => Farrington(tree, 1e-4), MacroRegionsOnly: true),
        new("fixed: 10 reports in 5 minutes", (tree, _) => new FixedThresholdDetector(tree, 10, 5)),
        new("random, seeded", (tree, service) => new RandomDetector(tree, service, 1e-4, 60)),
        new("null", (_, _) => new NullDetector()),
    ];

    /// <summary>On five minutes. The scored weeks begin after 28 days; a little less is asked for, so that their first buckets are judged too.</summary>
    private static FarringtonRule Farrington(RegionTree tree, double alpha) => new(tree, 5, alpha, 27, RegionLevel.MacroRegion);
}
