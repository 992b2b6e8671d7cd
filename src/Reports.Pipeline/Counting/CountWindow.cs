using Reports.Domain.Counting;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Counting;

/// <summary>
/// The counts of the last 24 hours in memory, minute by minute and by service. The tick replaces minutes as it reads them again; nothing else writes.
/// Not thread-safe: the tick is the only user.
/// </summary>
public sealed class CountWindow
{
    private readonly SortedDictionary<int, Dictionary<int, MinuteCount[]>> _minutes = [];
    private int? _first;

    /// <summary>The oldest minute that is known.</summary>
    public int First => _first ?? int.MaxValue;

    /// <summary>Minutes before this one change only where the detector of their service is rebuilt; those from it on are read again by the next tick.</summary>
    public int SettledBefore { get; set; }

    /// <summary>The oldest minute that is kept: a day, and the begun step at its start.</summary>
    public static int OldestAt(int current) => current - MinuteBucket.PerDay - DaySeries.Step;

    /// <summary>Forgets everything, for what is stored may have changed anywhere.</summary>
    public void Clear()
    {
        _minutes.Clear();
        _first = null;
    }

    /// <summary>Replaces all minutes of the range [<paramref name="from"/>, <paramref name="to"/>) and drops what is older than <see cref="OldestAt"/>.</summary>
    public void Replace(int from, int to, IEnumerable<MinuteCount> counts)
    {
        for (var minute = from; minute < to; minute++)
        {
            _minutes.Remove(minute);
        }

        foreach (var minute in counts.GroupBy(count => count.Minute))
        {
            _minutes[minute.Key] = minute.GroupBy(count => count.ServiceId).ToDictionary(service => service.Key, service => service.ToArray());
        }

        var oldest = OldestAt(to - 1);
        _first = Math.Max(oldest, Math.Min(from, First));
        foreach (var minute in _minutes.Keys.TakeWhile(minute => minute < oldest).ToList())
        {
            _minutes.Remove(minute);
        }
    }

    /// <summary>All counts from <paramref name="from"/> on, minute by minute in rising order.</summary>
    public IEnumerable<IEnumerable<MinuteCount>> From(int from) => _minutes.Where(minute => minute.Key >= from).Select(minute => minute.Value.Values.SelectMany(counts => counts));

    /// <summary>What a service has in a minute; empty where there is nothing.</summary>
    public IReadOnlyList<MinuteCount> Of(int serviceId, int minute) => _minutes.GetValueOrDefault(minute)?.GetValueOrDefault(serviceId) ?? [];
}
