using Reports.Domain.Counting;

namespace Reports.Domain.Intake;

/// <summary>What a group is judged by.</summary>
/// <param name="KeyDay">Day (since the Unix epoch) of the key that hashed persons and networks.</param>
/// <param name="WindowMinutes">One person counts once per service and kind in so many minutes.</param>
/// <param name="CurrentMinute">The minute now; a report of an older minute is put down for a recount.</param>
public readonly record struct CommitTerms(int KeyDay, int WindowMinutes, int CurrentMinute)
{
    /// <summary>A network is fresh for a service when it was not fresh in so many minutes.</summary>
    public const int FreshMinutes = 60;

    /// <summary>A day has a whole number of them.</summary>
    public const int SliceMinutes = 120;

    /// <summary>By so much a clock may have been set back.</summary>
    private const int ClockSlack = 10;

    /// <summary>
    /// The two hours of a minute: persons and networks are stored by it, so that those of now lie together. Their hashes are random, and among all of a day each
    /// would fall on a page of its own.
    /// </summary>
    public static int SliceOf(int minute) => minute / SliceMinutes;

    /// <summary>The slices in which something less than <paramref name="window"/> minutes before or after a minute can lie; nothing lies far after now.</summary>
    public IEnumerable<int> SlicesAround(int minute, int window)
    {
        var last = SliceOf(Math.Min(minute + window - 1, Math.Max(minute, CurrentMinute) + ClockSlack));
        for (var slice = SliceOf(Math.Max(0, minute - window + 1)); slice <= last; slice++)
        {
            yield return slice;
        }
    }

    /// <summary>Whether anything that is asked of a report of a minute may have been hashed under yesterday's key.</summary>
    public bool ReachesYesterday(int minute) => ReachesYesterday(minute, Math.Max(WindowMinutes, FreshMinutes));

    /// <summary>Whether so many minutes before a minute may have been hashed under yesterday's key: that of a report of today does in the first minutes of the day only.</summary>
    public bool ReachesYesterday(int minute, int window) => minute - window < KeyDay * MinuteBucket.PerDay;
}
