namespace Reports.Benchmarks.Peers;

/// <summary>
/// Which past a bucket is held against: up to so many cycles of the season, without the last half of one, so that what began lately does not hide
/// itself. Published for weeks of a year (A. Noufaily et al., 2013): b = 5, w = 3, ten seasons, the last 26 weeks left out.
/// </summary>
/// <param name="Length">Buckets of a cycle, at least 17.</param>
/// <param name="Fewest">Cycles before the first limit, at least 2.</param>
/// <param name="Most">Cycles looked back at most, at least <paramref name="Fewest"/>.</param>
internal sealed record FarringtonPast(int Length, int Fewest, int Most)
{
    /// <summary>Buckets to either side of the same place in a cycle.</summary>
    public const int HalfWindow = 3;

    public const int Seasons = 10;

    private const int MinutesPerDay = 1440;

    /// <summary>As published: weeks of a year, five years.</summary>
    public static FarringtonPast Weeks { get; } = new(52, 5, 5);

    /// <summary>The first bucket, counted from 0, that has enough before it.</summary>
    public int First { get; } = (Fewest * Length) + HalfWindow;

    /// <summary>Buckets just before the present one that are not looked at.</summary>
    public int Left { get; } = Length / 2;

    /// <summary>
    /// The same for shorter buckets, which have their season in the day: the day for the year, up to four weeks back; window, seasons and the half
    /// cycle left out as published.
    /// </summary>
    /// <param name="bucketMinutes">A divisor of 1440, at most 80.</param>
    public static FarringtonPast Days(int bucketMinutes, int fewest) => new(MinutesPerDay / bucketMinutes, fewest, 28);

    /// <summary>The first bucket looked at.</summary>
    public int FromOf(int bucket)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bucket, First);
        return bucket - (Math.Min(Most, (bucket - HalfWindow) / Length) * Length) - HalfWindow;
    }

    /// <summary>The buckets around the same place in a cycle are one season, and those between two of them nine of nearly equal length.</summary>
    /// <param name="ago">Buckets before the present one, at least 0.</param>
    public int SeasonOf(int ago)
    {
        var after = (Length - (ago % Length)) % Length;
        if (after <= HalfWindow || after >= Length - HalfWindow)
        {
            return 0;
        }

        var (length, longer) = Math.DivRem(Length - (2 * HalfWindow) - 1, Seasons - 1);
        var index = after - HalfWindow - 1;
        return 1 + (index < longer * (length + 1) ? index / (length + 1) : longer + ((index - (longer * (length + 1))) / length));
    }
}
