using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Reports.Pipeline.Intake;
using Reports.TestKit;

namespace Reports.Pipeline.Tests.Intake;

/// <summary>Who is turned away before the writer: four are a group, and half a second is too long.</summary>
public sealed class TurnedAwayTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Clock _lineTime = new();
    private readonly IntakeTurns _line;
    private readonly WaitingReports _queue;

    public TurnedAwayTests()
    {
        _line = new IntakeTurns(_lineTime, most: 1);
        _queue = new WaitingReports(new IntakeOptions { QueueCapacity = 100, GroupSize = 4, LongestWait = TimeSpan.FromMilliseconds(500) }, _line, _time);
    }

    [Fact]
    public void Who_would_wait_too_long_is_turned_away_and_the_group_that_gathers_is_open()
    {
        // Of five commits the first may be under way, and the last one's own.
        Commit(TimeSpan.FromMilliseconds(100));
        Assert.Equal(16, Enter(20));

        // A disk that got slow: one group, which is taken whatever it lasts.
        while (_queue.Gather().Count > 0)
        {
        }

        Commit(TimeSpan.FromMinutes(1));
        Assert.Equal(4, Enter(20));
    }

    [Fact]
    public void A_commit_that_took_long_is_forgotten_over_the_next_ones()
    {
        Commit(TimeSpan.FromMilliseconds(200));
        Commit(TimeSpan.FromMilliseconds(2));
        Assert.Equal(4, Enter(20));

        for (var quick = 0; quick < 8; quick++)
        {
            Commit(TimeSpan.FromMilliseconds(2));
        }

        Assert.Equal(20, Enter(20));
    }

    /// <summary>Six who come while the line stands still: how long, how many wait for the writer, and whether another commit takes 50 ms.</summary>
    [Theory]
    [InlineData(400, 1, "no no no no no no")]
    [InlineData(600, 1, "full full full no no no")]
    [InlineData(600, 0, "no no no no no no")]
    [InlineData(300, 4, "no no no no no no")]
    [InlineData(400, 4, "full full full full full full")]
    public async Task Who_has_waited_too_long_in_the_line_is_turned_away_while_a_group_waits(int milliseconds, int waiting, string expected)
    {
        Commit(TimeSpan.FromMilliseconds(50));
        Assert.Equal(waiting, Enter(waiting));
        using var held = new ManualResetEventSlim();
        var isFull = new ConcurrentQueue<string>();
        async Task ComeAsync()
        {
            await _line;
            isFull.Enqueue(_queue.IsFull ? "full" : "no");
        }

        _line.UnsafeOnCompleted(held.Wait);
        Assert.True(SpinWait.SpinUntil(() => _line.Waiting == 0, TimeSpan.FromSeconds(10)));
        var all = Enumerable.Range(0, 6).Select(_ => ComeAsync()).ToList();
        _lineTime.Advance(TimeSpan.FromMilliseconds(milliseconds));
        held.Set();
        await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(10));

        // Off the thread of the line, which is to find that nobody waits.
        await Task.Yield();
        Assert.Equal(expected, string.Join(' ', isFull));
        Assert.True(SpinWait.SpinUntil(() => _line.Waited == TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.Equal(1, Enter(1));
    }

    [Fact]
    public void While_a_commit_hangs_nobody_enters_and_all_who_wait_can_be_told()
    {
        Commit(TimeSpan.FromMilliseconds(2));
        _queue.Began();
        Assert.Equal(3, Enter(3));
        _time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.True(_queue.IsHanging && _queue.IsFull);
        Assert.Equal(0, Enter(3));

        Assert.Equal(3, _queue.GatherPeople().Count);
        Assert.Equal(0, _queue.Waiting);
        _queue.Ended();
        Assert.False(_queue.IsHanging);
        Assert.Equal(4, Enter(20));
    }

    [Fact]
    public void On_a_disk_that_always_takes_a_second_a_commit_hangs_after_three()
    {
        Commit(TimeSpan.FromSeconds(1));
        _queue.Began();
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(4, Enter(20));

        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(_queue.IsHanging);
        _queue.Ended();

        // What hung once is no measure for the next.
        _queue.Began();
        _time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.True(_queue.IsHanging);
    }

    [Fact]
    public void A_quick_database_lets_in_as_many_as_there_is_room_for() => Assert.Equal(100, Enter(200));

    public void Dispose()
    {
        _queue.Dispose();
        _line.Dispose();
    }

    private void Commit(TimeSpan length)
    {
        _queue.Began();
        _time.Advance(length);
        _queue.Ended();
    }

    private int Enter(int people) => Enumerable.Range(0, people).Count(_ => _queue.TryEnter(new WaitingReport(ReportBuilder.Make())));

    /// <summary>Of a line that stands still no other turn goes on in its place.</summary>
    private sealed class Clock : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
