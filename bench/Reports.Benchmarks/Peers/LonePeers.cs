using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks.Peers;

/// <summary>A detector of single series.</summary>
/// <param name="Of">Makes one, by the minutes of a bucket and a number for the series; null where the rule makes no sense of such buckets.</param>
internal sealed record LonePeer(string Name, Func<int, int, IDetector?> Of)
{
    /// <summary>Makes what judges each series in turn, always with the same luck; null where the rule makes no sense of such buckets.</summary>
    public Func<BucketJudge>? Judges(int minutes)
    {
        var series = 0;
        return Of(minutes, 0) is null ? null : () => LoneSeries.Judge(Of(minutes, series++)!, minutes);
    }
}

/// <summary>
/// The rules of others on single series of longer buckets: limits as published, and as tuned for minutes of outage-dev-101, the same for every kind of
/// bucket. A limit is per bucket, so its false alarms are per bucket too.
/// </summary>
internal static class LonePeers
{
    public const int Week = 7 * Day;
    private const int Day = 1440, WeeksPerYear = 52;

    /// <summary>Two weeks of hours are a whole series, and the regression wants some days.</summary>
    private const int FarringtonDays = 7;

    /// <summary>One bucket in a hundred is in alarm.</summary>
    private const double ByChance = 0.01;

    private static readonly RegionTree Tree = LoneSeries.Tree;

    /// <summary>The site's own way with such series, which the backtest itself makes where nothing else is given.</summary>
    public static LonePeer Ours { get; } = new("Reports, buckets", (_, _) => null);

    public static IReadOnlyList<LonePeer> All { get; } =
    [
        new("Farrington flexible, α 0.005", (minutes, _) => minutes < Week ? new FarringtonRule(Tree, minutes, 0.005, FarringtonDays) : null),
        new("Poisson CUSUM, ρ 2, h 5", (minutes, _) => new PoissonCusumRule(Tree, minutes, 2, 5)),
        new("Poisson CUSUM, ρ 7, h 17 (tuned)", (minutes, _) => new PoissonCusumRule(Tree, minutes, 7, 17)),
        new("time of day (Downdetector), 2 ×, 10 more", (minutes, _) => minutes < Week ? new TimeOfDayRule(Tree, minutes, 2, 10, 1) : null),
        new("time of day (Downdetector), 4 ×, 2 more, 3 in a row (tuned)", (minutes, _) => minutes < Week ? new TimeOfDayRule(Tree, minutes, 4, 2, 3) : null),
        new("z-score of 24 h, z ≥ 3", (minutes, _) => new DayScoreRule(Tree, minutes, Span(minutes), 3, 1)),
        new("z-score of 24 h, z ≥ 6, n ≥ 8 (tuned)", (minutes, _) => new DayScoreRule(Tree, minutes, Span(minutes), 6, 8)),
        new("EARS C1", (minutes, _) => new EarsRule(Tree, minutes, 1)),
        new("EARS C1, 8 σ, n ≥ 8 (tuned)", (minutes, _) => new EarsRule(Tree, minutes, 1, 8, 8)),
        new("EARS C2", (minutes, _) => new EarsRule(Tree, minutes, 2)),
        new("EARS C2, 12 σ, n ≥ 8 (tuned)", (minutes, _) => new EarsRule(Tree, minutes, 2, 12, 8)),
        new("EARS C3", (minutes, _) => new EarsRule(Tree, minutes, 3)),
        new("EARS C3, sum ≥ 11, n ≥ 8 (tuned)", (minutes, _) => new EarsRule(Tree, minutes, 3, 12, 8)),
        new("EWMA (isupmap)", (minutes, _) => new EwmaRule(Tree, minutes)),
        new("random, seeded", (minutes, series) => new RandomDetector(Tree, series, ByChance, minutes)),
        new("null", (_, _) => new NullDetector()),
    ];

    /// <summary>Of weeks a year stands for the day.</summary>
    private static int Span(int minutes) => minutes < Week ? Day / minutes : WeeksPerYear;
}
