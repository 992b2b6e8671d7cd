using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Reports.Pipeline.Status;

/// <summary>
/// Remembers what was read, for a short while, and lets one of many who ask for the same read it. What failed is forgotten at once.
/// Bounded: when it is full, what is too old goes, and all of it where that is not enough. Safe for all threads.
/// </summary>
public sealed class ShortMemory<TKey, TValue>(TimeSpan age, int most, TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();

    public int Count => _entries.Count;

    public async Task<TValue> GetAsync(TKey key, Func<Task<TValue>> read)
    {
        if (_entries.TryGetValue(key, out var known) && !IsOld(known))
        {
            return await known.Value.Value.ConfigureAwait(false);
        }

        MakeRoom();
        var fresh = new Entry(time.GetTimestamp(), new Lazy<Task<TValue>>(read));
        var entry = _entries.AddOrUpdate(key, fresh, (_, other) => IsOld(other) ? fresh : other);
        try
        {
            return await entry.Value.Value.ConfigureAwait(false);
        }
        catch
        {
            _entries.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }
    }

    /// <summary>What is being read now may have been asked before the change that makes its caller forget, so it goes too.</summary>
    public void Forget() => _entries.Clear();

    /// <summary>The same, read in one of <paramref name="turns"/>; null where too many wait.</summary>
    public async Task<TValue?> GetAsync(TKey key, Turns turns, Func<Task<TValue>> read)
    {
        ArgumentNullException.ThrowIfNull(turns);
        try
        {
            return await GetAsync(key, () => turns.TakeAsync(read)).ConfigureAwait(false);
        }
        catch (BusyException)
        {
            return null;
        }
    }

    private bool IsOld(Entry entry) => time.GetElapsedTime(entry.At) > age;

    private void MakeRoom()
    {
        if (_entries.Count < most)
        {
            return;
        }

        foreach (var entry in _entries.Where(entry => IsOld(entry.Value)).ToList())
        {
            _entries.TryRemove(entry);
        }

        if (_entries.Count >= most)
        {
            _entries.Clear();
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long At, Lazy<Task<TValue>> Value);
}
