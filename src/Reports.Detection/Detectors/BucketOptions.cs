namespace Reports.Detection.Detectors;

/// <summary>How a <see cref="BucketDetector"/> reads a single series of coarse buckets. Times are in buckets.</summary>
/// <param name="SlotsPerCycle">Slots of the season, ≥ 2: 168 hours of a week, 52 weeks of a year.</param>
/// <param name="BucketsPerSlot">Buckets that share a slot, ≥ 1: twelve of five minutes in an hour.</param>
/// <param name="LevelHalfLife">Half-life of the level, > 0.</param>
/// <param name="RecentHalfLife">Half-life of the recent level, > 0; at least twice the longest alarm that should not be learnt.</param>
/// <param name="Warmup">Buckets before the first alarm, ≥ 0.</param>
/// <param name="AlarmEvidence">Nats of one bucket, or of the buckets of a run together, that raise an alarm.</param>
public sealed record BucketOptions(
    int SlotsPerCycle,
    int BucketsPerSlot,
    double LevelHalfLife,
    double RecentHalfLife,
    int Warmup,
    double AlarmEvidence)
{
    /// <summary>Buckets of five minutes, say: the season is the hour of the week.</summary>
    public static BucketOptions Minutes(int minutes) => new(
        168, Math.Max(1, 60 / minutes), G("LH",20160)/minutes, G("RH",720)/minutes, 1440 / minutes, G("H",12));

    /// <summary>Buckets of an hour: the season is the hour of the week.</summary>
    public static BucketOptions Hours { get; } = new(168, 1, G("LH",336), G("RH",24), 72, G("H",7));

    /// <summary>Buckets of a week: the season is the week of the year.</summary>
    public static BucketOptions Weeks { get; } = new(52, 1, G("LH",156), G("RH",26), 104, G("H",4));
    static double G(string n, double d) => double.Parse(Environment.GetEnvironmentVariable("X_"+n) ?? d.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
