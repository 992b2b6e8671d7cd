using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Reports.Benchmarks.Intake;

/// <summary>
/// How fast the machine is while something is measured on it: how long a fixed piece of work takes, again and again. A machine that others have a part of
/// does the same in 280 µs or in 400, for seconds or minutes; a site that is asked for four fifths of what it did before is late then by no fault of its own. It tells of the
/// processors alone: what others do to the memory and the disk, it does not see.
/// </summary>
internal sealed class Pace : IDisposable
{
    private const int Rounds = 200_000;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private readonly List<double> _microseconds = [];
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    public Pace()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends it. A quarter of the pieces took no longer than so many microseconds, which leaves out those in which somebody else had the processor.</summary>
    public double End()
    {
        _end.Set();
        _thread.Join();
        return Percentiles.Of(_microseconds, 0.25);
    }

    public void Dispose()
    {
        End();
        _end.Dispose();
    }

    private void Run()
    {
        var numbers = new ulong[2_048];
        var sink = Work(numbers, Rounds);
        do
        {
            var began = Stopwatch.GetTimestamp();
            sink ^= Work(numbers, Rounds);
            _microseconds.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }
        while (!_end.Wait(Between));
        numbers[0] = sink;
    }

    /// <summary>Several sums at once over what fits the nearest cache: as fast as the processor is, and as much of it as is ours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Work(ulong[] numbers, int rounds)
    {
        var (a, b, c, d, e, f) = (1UL, 2UL, 3UL, 4UL, 5UL, 6UL);
        for (var i = 0; i < rounds; i++)
        {
            a += numbers[i & 2_047] ^ b;
            b += numbers[(i + 7) & 2_047];
            c ^= a + d;
            d += numbers[(i + 100) & 2_047];
            e += c ^ f;
            f += numbers[(i + 55) & 2_047];
        }

        return a + b + c + d + e + f;
    }
}
