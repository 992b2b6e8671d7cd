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
        using var turns = new IntakeTurns(_time, most: 1);
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
        using var turns = new IntakeTurns(_time, most: 2);

        Assert.InRange(await HighestAsync(turns, () => { }), 1, 2);
    }

    [Fact]
    public async Task A_turn_that_hangs_is_replaced_though_nobody_else_comes()
    {
        const int Waiting = 1_000;
        using var turns = new IntakeTurns(_time, most: 1);
        await HoldAsync(turns);
        var all = Task.WhenAll(Enumerable.Range(0, Waiting).Select(i => ComeAsync(turns, $"{i}")));
        _time.Advance(TimeSpan.FromMilliseconds(90));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Assert.Empty(_done);

        _time.Advance(TimeSpan.FromMilliseconds(120));
        await all.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Enumerable.Range(0, Waiting).Select(i => $"{i}"), _done);

        // It stays replaced when nobody has waited in between.
        await ComeAsync(turns, "late").WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Of_many_that_hang_not_all_are_replaced_and_everybody_gets_on_when_they_are_free()
    {
        using var turns = new IntakeTurns(_time, most: 1);
        var begun = 0;
        for (var i = 0; i < 20; i++)
        {
            turns.UnsafeOnCompleted(() =>
            {
                Interlocked.Increment(ref begun);
                _held.Wait();
            });
        }

        for (var i = 0; i < 20; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            _time.Advance(TimeSpan.FromMilliseconds(200));
        }

        Assert.InRange(begun, 2, 5);
        var waits = ComeAsync(turns, "anna");
        _held.Set();
        await waits.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await HighestAsync(turns, () => { }));
    }

    [Fact]
    public async Task A_turn_that_was_replaced_ends_when_it_is_free()
    {
        using var turns = new IntakeTurns(_time, most: 1);
        await HoldAsync(turns);

        Assert.Equal(1, await HighestAsync(turns, () => _time.Advance(TimeSpan.FromMilliseconds(210)), inTheMiddle: _held.Set));
    }

    public void Dispose()
    {
        _held.Set();
        _held.Dispose();
    }

    /// <summary>The most that were inside at once, of many who come from many threads; none of them is forgotten.</summary>
    private async Task<int> HighestAsync(IntakeTurns turns, Action whenAllWait, Action? inTheMiddle = null)
    {
        const int Senders = 8, Each = 2_000;
        var (inside, highest) = (0, 0);
        async Task SendAsync(int number)
        {
            await turns;
            var now = Interlocked.Increment(ref inside);
            for (var seen = Volatile.Read(ref highest); now > seen; seen = Volatile.Read(ref highest))
            {
                Interlocked.CompareExchange(ref highest, now, seen);
            }

            if (number == Each / 2)
            {
                inTheMiddle?.Invoke();
            }

            Thread.SpinWait(50);
            Interlocked.Decrement(ref inside);
        }

        var all = await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(() => Enumerable.Range(0, Each).Select(SendAsync).ToList())));
        whenAllWait();
        await Task.WhenAll(all.SelectMany(sent => sent)).WaitAsync(TimeSpan.FromMinutes(1));
        return highest;
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
