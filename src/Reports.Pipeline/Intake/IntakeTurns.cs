using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Reports.Pipeline.Intake;

/// <summary>
/// The line of those who report. Their work takes turns with everything else on the threads of the pool, on half of the processors (one at least): however many report, those who read, the
/// writer, the database and the detection find a processor, and however many read, who reports gets on. What was stored is answered before anything new is begun, so the line grows with those
/// who could not be taken anyway. Safe for all threads (docs/decisions/0030).
/// </summary>
public sealed class IntakeTurns : ICriticalNotifyCompletion, IDisposable
{
    /// <summary>Steps of a turn: some milliseconds of work; then whoever else came to the pool goes first.</summary>
    private const int InOneTurn = 256;

    /// <summary>How many turns for each that may be under way may hang before no other goes on in their place: threads are not without end.</summary>
    private const int MostHung = 4;

    /// <summary>No step takes as long: what does holds its thread up, as a file does whose disk is slow.</summary>
    private static readonly TimeSpan Hangs = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<WaitingReport> _answers = new();
    private readonly ConcurrentQueue<(Action GoOn, long Came)> _newcomers = new();
    private readonly TimeProvider _time;
    private readonly Turn[] _turns;
    private readonly ITimer _watch;
    private int _hung;
    private long _waitedTicks;

    public IntakeTurns(TimeProvider time)
        : this(time, Math.Max(1, Environment.ProcessorCount / 2))
    {
    }

    /// <param name="most">How many turns are under way at once, each on a thread.</param>
    public IntakeTurns(TimeProvider time, int most)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _turns = [.. Enumerable.Range(0, most).Select(_ => new Turn(this))];
        _watch = time.CreateTimer(static line => ((IntakeTurns)line!).ReplaceHung(), this, Hangs, Hangs);
    }

    /// <summary>Who came and is not begun.</summary>
    public int Waiting => _newcomers.Count;

    /// <summary>How long whoever was begun last had waited; zero once nobody waits.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Volatile.Read(ref _waitedTicks));

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
        _newcomers.Enqueue((continuation, _time.GetTimestamp()));
        Call();
    }

    public void Dispose() => _watch.Dispose();

    /// <summary>Calls for a turn, unless all are under way.</summary>
    private void Call()
    {
        for (var i = 0; i < _turns.Length; i++)
        {
            if (Volatile.Read(ref _turns[i]).TryBegin())
            {
                return;
            }
        }
    }

    /// <summary>Another turn goes on in the place of each that hangs, which ends when it is free.</summary>
    private void ReplaceHung()
    {
        for (var i = 0; i < _turns.Length; i++)
        {
            if (_turns[i].Hangs(_time) && Volatile.Read(ref _hung) < MostHung * _turns.Length && _turns[i].TryReplace())
            {
                Interlocked.Increment(ref _hung);
                Interlocked.Exchange(ref _turns[i], new Turn(this));
                if (!IsEmpty)
                {
                    Call();
                }
            }
        }
    }

    /// <summary>Does the next step; false where nobody waits.</summary>
    private bool DoStep()
    {
        if (_answers.TryDequeue(out var stored))
        {
            stored.Tell();
        }
        else if (_newcomers.TryDequeue(out var newcomer))
        {
            Volatile.Write(ref _waitedTicks, _time.GetElapsedTime(newcomer.Came).Ticks);
            newcomer.GoOn();
        }
        else
        {
            Volatile.Write(ref _waitedTicks, 0);
            return false;
        }

        return true;
    }

    /// <summary>One of the turns that may be under way at once, again and again.</summary>
    private sealed class Turn(IntakeTurns line) : IThreadPoolWorkItem
    {
        private const int Free = 0, UnderWay = 1, Replaced = 2;
        private int _state;

        /// <summary>When the step began that is done now; 0 where there is none.</summary>
        private long _stepBegan;

        public bool TryBegin()
        {
            if (Interlocked.CompareExchange(ref _state, UnderWay, Free) != Free)
            {
                return false;
            }

            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return true;
        }

        public bool Hangs(TimeProvider time) => Volatile.Read(ref _stepBegan) is not 0 and var began && time.GetElapsedTime(began) > IntakeTurns.Hangs;

        public bool TryReplace() => Interlocked.CompareExchange(ref _state, Replaced, UnderWay) == UnderWay;

        public void Execute()
        {
            var steps = 0;
            do
            {
                Volatile.Write(ref _stepBegan, line._time.GetTimestamp());
            }
            while (Volatile.Read(ref _state) == UnderWay && line.DoStep() && ++steps < InOneTurn);

            Volatile.Write(ref _stepBegan, 0);
            if (steps == InOneTurn && Volatile.Read(ref _state) == UnderWay)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
            else if (Interlocked.CompareExchange(ref _state, Free, UnderWay) == Replaced)
            {
                Interlocked.Decrement(ref line._hung);
            }
            else if (!line.IsEmpty)
            {
                // Who came while this one was still under way did not call another.
                line.Call();
            }
        }
    }
}
