using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Counting;

namespace Reports.Pipeline.Intake;

/// <summary>What is known of the watched hours of one service. What is in it is stored; what is not may have been stored by another node.</summary>
/// <param name="first">No hour before it is kept.</param>
internal sealed class KnownHours(int first)
{
    private readonly HourSet _whole = new(first);
    private readonly Dictionary<int, int> _parts = [];
    private (long At, int From, int To)? _read;

    /// <summary>Hours that were watched, if only in part.</summary>
    public HourSet Any { get; } = new(first);

    /// <summary>Nothing new is told by a report of this minute. The present hour is watched up to its latest report, any other wholly.</summary>
    public bool Has(int minute, int currentHour) =>
        minute / MinuteBucket.PerHour is var hour
        && (_whole.Contains(hour) || (hour == currentHour && _parts.TryGetValue(hour, out var watched) && watched > minute % MinuteBucket.PerHour));

    /// <summary>All hours of a range, and those next to it, were read lately.</summary>
    public bool IsRead(int from, int to, TimeProvider time, TimeSpan fresh) =>
        _read is { } read && read.From <= from && read.To >= to && time.GetElapsedTime(read.At) < fresh;

    public void Read(long at, int from, int to, NearestHours around, IEnumerable<ObservedHourRow> between)
    {
        _read = (at, from, to);
        foreach (var hour in new[] { around.Before, around.After }.OfType<int>())
        {
            Any.Add(hour);
        }

        foreach (var row in between)
        {
            Add(row);
        }
    }

    public void Add(ObservedHourRow row)
    {
        Any.Add(row.Hour);
        if (row.Minutes == MinuteBucket.PerHour)
        {
            _whole.Add(row.Hour);
            _parts.Remove(row.Hour);
        }
        else
        {
            _parts[row.Hour] = Math.Max(row.Minutes, _parts.GetValueOrDefault(row.Hour));
        }
    }
}
