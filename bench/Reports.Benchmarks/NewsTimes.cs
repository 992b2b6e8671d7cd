using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Reports.Benchmarks;

/// <summary>When each piece of news was heard, by the time it carries. Safe for all threads.</summary>
internal sealed class NewsTimes
{
    private const string Mark = "\"at\":\"";
    private readonly ConcurrentDictionary<string, Hearing> _news = new(StringComparer.Ordinal);
    private int _open;
    private int _failed;
    private volatile bool _started;

    public int Open => Volatile.Read(ref _open);

    public int Failed => Volatile.Read(ref _failed);

    public void Opened() => Interlocked.Increment(ref _open);

    public void Lost(bool wasOpen)
    {
        Interlocked.Increment(ref _failed);
        if (wasOpen)
        {
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>From here on news are counted: what was heard while readers came in reached nobody else.</summary>
    public void Start() => _started = true;

    public void Heard(StringBuilder line)
    {
        if (!_started || line.Length < Mark.Length)
        {
            return;
        }

        var text = line.ToString();
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return;
        }

        var from = at + Mark.Length;
        _news.GetOrAdd(text[from..text.IndexOf('"', from)], _ => new Hearing()).Add(Stopwatch.GetTimestamp());
    }

    /// <summary>Pieces that all of so many readers heard.</summary>
    public int Complete(int readers) => _news.Values.Count(hearing => hearing.Count >= readers);

    public (double Median, double Most) SpreadMilliseconds(int readers)
    {
        var spreads = _news.Values.Where(hearing => hearing.Count >= readers).Select(hearing => hearing.Spread.TotalMilliseconds).Order().ToList();
        return spreads.Count == 0 ? (double.NaN, double.NaN) : (spreads[spreads.Count / 2], spreads[^1]);
    }

    private sealed class Hearing
    {
        private readonly long _first = Stopwatch.GetTimestamp();
        private long _last;
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public TimeSpan Spread => Stopwatch.GetElapsedTime(_first, Volatile.Read(ref _last));

        public void Add(long at)
        {
            Interlocked.Increment(ref _count);
            var last = Volatile.Read(ref _last);
            while (at > last && Interlocked.CompareExchange(ref _last, at, last) is var seen && seen != last)
            {
                last = seen;
            }
        }
    }
}
