namespace Reports.Detection.Detectors;

/// <summary>How a <see cref="BucketDetector"/> reads a single series of coarse buckets. Times are in buckets.</summary>
public sealed record BucketOptions
{
    /// <summary>Slots of the season, ≥ 2: 168 hours of a week, 26 fortnights of a year.</summary>
    public int SlotsPerCycle { get; init; } = 168;

    /// <summary>Buckets that share a slot, ≥ 1: twelve of five minutes in an hour.</summary>
    public int BucketsPerSlot { get; init; } = 1;

    /// <summary>Half-life of the level, > 0.</summary>
    public double LevelHalfLife { get; init; } = 336;

    /// <summary>Half-life of the recent level, > 0.</summary>
    public double RecentHalfLife { get; init; } = 24;

    /// <summary>Buckets before the first alarm, ≥ 0.</summary>
    public int Warmup { get; init; } = 72;

    /// <summary>Nats of one bucket that raise an alarm, > 0.</summary>
    public double AlarmEvidence { get; init; } = 9;

    /// <summary>Share of <see cref="AlarmEvidence"/> below which an alarm ends, (0, 1].</summary>
    public double CloseShare { get; init; } = 0.65;

    /// <summary>Buckets below that share, one after the other, that end an alarm, ≥ 1: what leaps twice within them is one alarm.</summary>
    public int QuietBuckets { get; init; } = 1;

    /// <summary>
    /// Half-life with which the largest evidence so far is forgotten, ≥ 0: a new alarm must exceed what is left of it. 0 remembers nothing.
    /// For series that leap now and then for no trouble: such a leap is news only if it beats the recent ones.
    /// </summary>
    public double LeapHalfLife { get; init; }

    /// <summary>Standing relative deviation of the expectation, ≥ 0: even a perfect season is only so good.</summary>
    public double Spread { get; init; } = 0.1;

    /// <summary>Strength of "every slot is as usual", events, > 0.</summary>
    public double SlotEvents { get; init; } = 30;

    /// <summary>A bucket is learnt as at most this many standard deviations above its expectation.</summary>
    public double TrimDeviations { get; init; } = 3;

    /// <summary>
    /// Whether the season and the spread learn (trimmed) from buckets in alarm too: where the bar is so low that many are false, leaving them
    /// out would make the spread too small.
    /// </summary>
    public bool LearnsInAlarm { get; init; }

    /// <summary>
    /// Buckets of a few minutes. Such series (tweets, say) leap for reasons that are no trouble, hence a wide spread, a high
    /// bar, a memory of four days for the leaps before, and a long afterglow: what leaps again within twelve hours is the same story.
    /// </summary>
    public static BucketOptions Minutes(int minutes) => new()
    {
        BucketsPerSlot = Math.Max(1, 60 / minutes),
        LevelHalfLife = 20_160.0 / minutes,
        RecentHalfLife = 720.0 / minutes,
        Warmup = 1440 / minutes,
        AlarmEvidence = 20,
        CloseShare = 0.2,
        QuietBuckets = Math.Max(1, 720 / minutes),
        LeapHalfLife = 5760.0 / minutes,
        Spread = 0.5,
        TrimDeviations = 6,
    };

    /// <summary>Buckets of an hour.</summary>
    public static BucketOptions Hours { get; } = new();

    /// <summary>Buckets of a week: an outbreak is a few people more, so the bar is low and one in a hundred weeks is false.</summary>
    public static BucketOptions Weeks { get; } = new()
    {
        SlotsPerCycle = 26,
        BucketsPerSlot = 2,
        LevelHalfLife = 200,
        RecentHalfLife = 52,
        Warmup = 104,
        AlarmEvidence = 4.35,
        Spread = 0.03,
        SlotEvents = 5,
        LearnsInAlarm = true,
    };
}
