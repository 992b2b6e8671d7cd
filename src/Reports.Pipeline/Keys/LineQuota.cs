using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Reports.Pipeline.Keys;

/// <summary>
/// Counts the lines that each key sends in windows of a minute, so that no partner takes the writer from the others. Of this process: with more of
/// them, each allows as much. Safe for all threads.
/// </summary>
public sealed class LineQuota(TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, Count> _counts = new();

    /// <summary>Takes one line where there is one left; none of a key without a quota is ever counted.</summary>
    public bool TryTake(ApiKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.LinesPerMinute is not { } most || CountOf(key).TryTake(most, time);
    }

    /// <summary>Lines that are left in this window and the time until the next; null for a key without a quota.</summary>
    public QuotaLeft? LeftOf(ApiKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.LinesPerMinute is { } most ? CountOf(key).Left(most, time) : null;
    }

    private Count CountOf(ApiKey key) => _counts.GetOrAdd(key.Id, _ => new Count());

    private sealed class Count
    {
        private readonly Lock _lock = new();
        private long? _began;
        private int _taken;

        public bool TryTake(int most, TimeProvider time)
        {
            lock (_lock)
            {
                Roll(time);
                return _taken < most && ++_taken > 0;
            }
        }

        public QuotaLeft Left(int most, TimeProvider time)
        {
            lock (_lock)
            {
                var past = Roll(time);
                return new QuotaLeft(Math.Max(most - _taken, 0), Window - past);
            }
        }

        /// <summary>A window begins with the first line after the last one, so that a steady stream is not cut at a turn of the clock.</summary>
        private TimeSpan Roll(TimeProvider time)
        {
            if (_began is { } began && time.GetElapsedTime(began) is var past && past < Window)
            {
                return past;
            }

            (_began, _taken) = (time.GetTimestamp(), 0);
            return TimeSpan.Zero;
        }
    }
}

[StructLayout(LayoutKind.Auto)]
public readonly record struct QuotaLeft(int Lines, TimeSpan Reset);
