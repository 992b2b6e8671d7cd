using System.Numerics;
using System.Security.Cryptography;

namespace Reports.Web.Hosting;

/// <summary>
/// Counts how often each key came in the last window, in the same three megabytes for ten keys and for ten million: a count–min sketch (Cormode and
/// Muthukrishnan 2005) of this window and of the one before, which counts as far as it is still in view. Never too low; too high by about
/// as much as all keys together came in both windows, over 131,072. Keys are hashed with salts of the process. Safe for all threads.
/// </summary>
public sealed class RateSketch(TimeSpan window, TimeProvider time)
{
    private const int Rows = 3;
    private const int WidthBits = 17;

    private readonly ulong[] _salts = [.. Enumerable.Range(0, Rows).Select(_ => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1)];
    private readonly Lock _turning = new();
    private volatile Windows _windows = new(0, new int[Rows << WidthBits], new int[Rows << WidthBits]);

    /// <summary>Counts a key unless it has reached <paramref name="most"/>.</summary>
    /// <returns>How many more it may come now, −1 where it was not counted.</returns>
    public int Take(string key, int most)
    {
        Span<int> cells = stackalloc int[Rows];
        var (windows, weight) = Look(key, cells);
        var count = CountOf(windows, weight, cells);
        if (count + 1 > most)
        {
            return -1;
        }

        foreach (var cell in cells)
        {
            Interlocked.Increment(ref windows.Current[cell]);
        }

        return (int)(most - count - 1);
    }

    /// <summary>How often a key came in the last window.</summary>
    public double Count(string key)
    {
        Span<int> cells = stackalloc int[Rows];
        var (windows, weight) = Look(key, cells);
        return CountOf(windows, weight, cells);
    }

    /// <summary>How long until a key would be counted again, if it does not come meanwhile.</summary>
    /// <param name="most">At least 1.</param>
    /// <returns>Zero where it would be now; less than two windows.</returns>
    public TimeSpan Until(string key, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        Span<int> cells = stackalloc int[Rows];
        var (windows, weight) = Look(key, cells);
        var wait = double.MaxValue;
        foreach (var cell in cells)
        {
            // What lies behind leaves the view evenly; what came in this window begins to when it ends.
            var (current, before, room) = (windows.Current[cell], windows.Before[cell], most - 1.0);
            var until = current > room ? weight + 1 - (room / current)
                : before == 0 ? 0
                : Math.Max(0, weight - ((room - current) / before));
            wait = Math.Min(wait, until);
        }

        return window * wait;
    }

    private static double CountOf(Windows windows, double weight, ReadOnlySpan<int> cells)
    {
        var count = double.MaxValue;
        foreach (var cell in cells)
        {
            count = Math.Min(count, windows.Current[cell] + (weight * windows.Before[cell]));
        }

        return count;
    }

    /// <returns>The windows, and how far the one before is still in view.</returns>
    private (Windows Windows, double Weight) Look(string key, Span<int> cells)
    {
        ArgumentNullException.ThrowIfNull(key);
        var now = time.GetTimestamp() / (double)time.TimestampFrequency / window.TotalSeconds;
        var windows = At((long)Math.Floor(now));
        var weight = Math.Clamp(1 - (now - windows.Number), 0, 1);
        var hash = (ulong)(uint)key.GetHashCode(StringComparison.Ordinal);
        for (var row = 0; row < Rows; row++)
        {
            cells[row] = (row << WidthBits) + (int)(BitOperations.RotateLeft((hash + _salts[row]) * _salts[row], 32) * _salts[row] >> (64 - WidthBits));
        }

        return (windows, weight);
    }

    private Windows At(long number)
    {
        if (_windows.Number >= number)
        {
            return _windows;
        }

        lock (_turning)
        {
            if (_windows.Number < number)
            {
                var next = new int[Rows << WidthBits];
                _windows = new Windows(number, next, _windows.Number == number - 1 ? _windows.Current : new int[Rows << WidthBits]);
            }

            return _windows;
        }
    }

    private sealed record Windows(long Number, int[] Current, int[] Before);
}
