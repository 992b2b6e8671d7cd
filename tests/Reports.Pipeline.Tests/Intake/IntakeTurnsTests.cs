using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Reports.Pipeline.Intake;
using Reports.TestKit;

namespace Reports.Pipeline.Tests.Intake;

public sealed class IntakeTurnsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ManualResetEventSlim _held = new();
    private readonly ConcurrentQueue<string> _done = new();

    [Fact]
    public async Task What_is_stored_is_answered_before_anything_new_is_begun()
    {
        var turns = new IntakeTurns(_time, most: 1);
        await HoldAsync(turns);
        var newcomers = new[] { ComeAsync(turns, "anna"), ComeAsync(turns, "bert") };
        var stored = new WaitingReport(ReportBuilder.Make());
        var answer = NoteAsync(stored);
        turns.Answer(stored);

        _held.Set();
        await Task.WhenAll([answer, .. newcomers]);

        Assert.Equal(["answer", "anna", "bert"], _done);
    }

    [Fact]
    public async Task No_more_turns_are_under_way_than_may_be_and_nobody_is_forgotten()
    {
        const int Senders = 8, Each = 2_000;
        var turns = new IntakeTurns(_time, most: 2);
        var (inside, highest) = (0, 0);
        async Task SendAsync()
        {
            await turns;
            var now = Interlocked.Increment(ref inside);
            for (var seen = Volatile.Read(ref highest); now > seen; seen = Volatile.Read(ref highest))
            {
                Interlocked.CompareExchange(ref highest, now, seen);
            }

            Thread.SpinWait(50);
            Interlocked.Decrement(ref inside);
        }

        var all = await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(() => Enumerable.Range(0, Each).Select(_ => SendAsync()).ToList())));
        await Task.WhenAll(all.SelectMany(sent => sent)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.InRange(highest, 1, 2);
    }

    [Fact]
    public async Task A_turn_that_hangs_is_replaced_by_another()
    {
        var turns = new IntakeTurns(_time, most: 1);
        await HoldAsync(turns);
        var waits = ComeAsync(turns, "anna");
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Assert.False(waits.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(101));
        await ComeAsync(turns, "bert").WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["anna", "bert"], _done);
    }

    public void Dispose()
    {
        _held.Set();
        _held.Dispose();
    }

    private async Task ComeAsync(IntakeTurns turns, string name)
    {
        await turns;
        _done.Enqueue(name);
    }

    private async Task NoteAsync(WaitingReport report)
    {
        await report.Done;
        _done.Enqueue("answer");
    }

    /// <summary>A turn begins and does not end before it is let go.</summary>
    private async Task HoldAsync(IntakeTurns turns)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        turns.UnsafeOnCompleted(() =>
        {
            begun.SetResult();
            _held.Wait();
        });
        await begun.Task;
    }
}
