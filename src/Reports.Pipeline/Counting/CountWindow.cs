using Reports.Domain.Counting;

namespace Reports.Pipeline.Counting;

/// <summary>
/// The counts of the last 24 hours in memory, minute by minute. The tick replaces minutes as it reads them again; nothing else writes.
/// Not thread-safe: the tick is the only user.
/// </summary>
public sealed class CountWindow
{
    private readonly SortedDictionary<int, MinuteCount[]> _minutes = [];

    /// <summary>Replaces all minutes of the range [<paramref name="from"/>, <paramref name="to"/>) and drops what is older than a day.</summary>
    public void Replace(int from, int to, IEnumerable<MinuteCount> counts)
    {
        for (var minute = from; minute < to; minute++)
        {
            _minutes.Remove(minute);
        }

        foreach (var minute in counts.GroupBy(count => count.Minute))
        {
            _minutes[minute.Key] = [.. minute];
        }

        var oldest = to - FirstStepOffset;
        foreach (var minute in _minutes.Keys.TakeWhile(minute => minute < oldest).ToList())
        {
            _minutes.Remove(minute);
        }
    }

    /// <summary>All counts from <paramref name="from"/> on, in rising order of minute.</summary>
    public IEnumerable<MinuteCount> From(int from) => _minutes.Where(minute => minute.Key >= from).SelectMany(minute => minute.Value);


    // A day, and the begun five minutes at its start.
    private const int FirstStepOffset = MinuteBucket.PerDay + 10;
}
