using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Reports.Pipeline.Intake;

/// <summary>
/// The line of those who send. Their work takes turns with everything else on the threads of the pool, on half of the processors at most: however many send, those who read, the writer, the
/// database and the detection find a processor, and however many read, who sends gets on. What was stored is answered before anything new is begun, so the line grows with those who could not be
/// taken anyway. Safe for all threads (docs/decisions/0030).
/// </summary>
/// <param name="most">How many turns are under way at once, each on a thread.</param>
public sealed class IntakeTurns(TimeProvider time, int most) : ICriticalNotifyCompletion, IThreadPoolWorkItem
{
    /// <summary>Some milliseconds of work; then whoever else came to the pool goes first.</summary>
    private const int InOneTurn = 256;

    /// <summary>Nothing of the line takes as long, so whatever was begun last holds its thread up, as a file does that waits for its disk: another one goes on.</summary>
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<WaitingReport> _answers = new();
    private readonly ConcurrentQueue<Action> _newcomers = new();
    private int _turns;
    private long _lastBegan;

    public IntakeTurns(TimeProvider time)
        : this(time, Math.Max(1, Environment.ProcessorCount / 2))
    {
    }

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

    /// <summary>A turn, on a thread of the pool.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        for (var done = 0; done < InOneTurn; done++)
        {
            Volatile.Write(ref _lastBegan, time.GetTimestamp());
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
        }

        Interlocked.Decrement(ref _turns);

        // Who came while this one was still counted did not call another.
        if (!_answers.IsEmpty || !_newcomers.IsEmpty)
        {
            Call();
        }
    }

    /// <summary>Calls for a turn, unless as many as may be are under way and get on.</summary>
    private void Call()
    {
        for (var turns = Volatile.Read(ref _turns); turns < most || Hangs();)
        {
            var seen = Interlocked.CompareExchange(ref _turns, turns + 1, turns);
            if (seen == turns)
            {
                Volatile.Write(ref _lastBegan, time.GetTimestamp());
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            turns = seen;
        }
    }

    /// <summary>True for one who asks, and then not again before it had time to help.</summary>
    private bool Hangs()
    {
        var (began, now) = (Volatile.Read(ref _lastBegan), time.GetTimestamp());
        return time.GetElapsedTime(began, now) > HangsAfter && Interlocked.CompareExchange(ref _lastBegan, now, began) == began;
    }
}
