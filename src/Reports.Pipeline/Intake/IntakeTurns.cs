using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Reports.Pipeline.Intake;

/// <summary>
/// The line of those who report. Their work takes turns with everything else on the threads of the pool, on half of the processors (one at least): however many report, those who read, the
/// writer, the database and the detection find a processor, and however many read, who reports gets on. What was stored is answered before anything new is begun, so the line grows with those
/// who could not be taken anyway. Safe for all threads (docs/decisions/0030).
/// </summary>
public sealed class IntakeTurns : ICriticalNotifyCompletion, IThreadPoolWorkItem, IDisposable
{
    /// <summary>Some milliseconds of work; then whoever else came to the pool goes first.</summary>
    private const int InOneTurn = 256;

    /// <summary>No step takes as long: what does holds its thread up, as a file does whose disk is slow.</summary>
    private static readonly TimeSpan Hangs = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<WaitingReport> _answers = new();
    private readonly ConcurrentQueue<Action> _newcomers = new();
    private readonly TimeProvider _time;
    private readonly ITimer _watch;
    private readonly int _most;

    /// <summary>Turns under way, and how many of them have no thread yet.</summary>
    private int _turns, _queued;

    /// <summary>When a turn last began a step.</summary>
    private long _lastStep;

    public IntakeTurns(TimeProvider time)
        : this(time, Math.Max(1, Environment.ProcessorCount / 2))
    {
    }

    /// <param name="most">How many turns are under way at once, each on a thread.</param>
    public IntakeTurns(TimeProvider time, int most)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_time, _most) = (time, most);
        _watch = time.CreateTimer(static line => ((IntakeTurns)line!).ReplaceHung(), this, Hangs, Hangs);
    }

    private bool IsEmpty => _answers.IsEmpty && _newcomers.IsEmpty;

    /// <summary>Tells the sender of a report its verdict, before anything new is begun.</summary>
    public void Answer(WaitingReport report)
    {
        _answers.Enqueue(report);
        Call();
    }

    /// <summary>Who awaits the line goes on when it is their turn.</summary>
    public IntakeTurns GetAwaiter() => this;

    public bool IsCompleted => false;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        _newcomers.Enqueue(continuation);
        Call();
    }

    public void Dispose() => _watch.Dispose();

    /// <summary>A turn, on a thread of the pool.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var began = _time.GetTimestamp();
        Volatile.Write(ref _lastStep, began);
        Interlocked.Decrement(ref _queued);
        for (var done = 0; done < InOneTurn; done++)
        {
            Volatile.Write(ref _lastStep, began);
            if (_answers.TryDequeue(out var stored))
            {
                stored.Tell();
            }
            else if (_newcomers.TryDequeue(out var goOn))
            {
                goOn();
            }
            else
            {
                break;
            }

            var ended = _time.GetTimestamp();
            if (_time.GetElapsedTime(began, ended) > Hangs && Volatile.Read(ref _turns) > _most)
            {
                // Another one took the place of this.
                break;
            }

            began = ended;
            if (done == InOneTurn - 1 && !IsEmpty)
            {
                Queue();
                return;
            }
        }

        Interlocked.Decrement(ref _turns);

        // Who came while this one was still counted did not call another.
        if (!IsEmpty)
        {
            Call();
        }
    }

    /// <summary>Calls for a turn, unless as many as may be are under way.</summary>
    private void Call()
    {
        for (var turns = Volatile.Read(ref _turns); turns < _most;)
        {
            var seen = Interlocked.CompareExchange(ref _turns, turns + 1, turns);
            if (seen == turns)
            {
                Queue();
                return;
            }

            turns = seen;
        }
    }

    /// <summary>Where somebody waits and every turn has a thread but none has begun a step for long, another one goes on.</summary>
    private void ReplaceHung()
    {
        if (!IsEmpty && Volatile.Read(ref _queued) == 0 && _time.GetElapsedTime(Volatile.Read(ref _lastStep)) > Hangs)
        {
            Interlocked.Increment(ref _turns);
            Queue();
        }
    }

    private void Queue()
    {
        Interlocked.Increment(ref _queued);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
