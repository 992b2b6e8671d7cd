using Microsoft.Extensions.Time.Testing;
using Reports.Pipeline.Intake;
using Reports.TestKit;

namespace Reports.Pipeline.Tests.Intake;

public sealed class WaitingReportsTests : IDisposable
{
    private readonly Dictionary<Guid, string> _names = [];
    private readonly FakeTimeProvider _time = new();
    private readonly IntakeTurns _line;
    private readonly WaitingReports _queue;

    public WaitingReportsTests()
    {
        _line = new IntakeTurns(_time);
        _queue = new WaitingReports(new IntakeOptions { QueueCapacity = 100, GroupSize = 4 }, _line, _time);
    }

    [Fact]
    public async Task People_go_first_and_batches_fill_what_they_leave_of_a_group()
    {
        for (var i = 0; i < 10; i++)
        {
            await _queue.EnterBatchAsync(Waiting($"batch {i}"), default);
        }

        Assert.True(_queue.TryEnter(Waiting("anna")) && _queue.TryEnter(Waiting("bert")));

        Assert.Equal(["anna", "bert", "batch 0", "batch 1"], Names());
        Assert.Equal(["batch 2", "batch 3", "batch 4", "batch 5"], Names());
        Assert.Equal(0, _queue.Waiting);
    }

    [Fact]
    public async Task A_batch_waits_for_room_and_never_takes_that_of_people()
    {
        for (var i = 0; i < 50; i++)
        {
            await _queue.EnterBatchAsync(Waiting($"batch {i}"), default);
        }

        var late = _queue.EnterBatchAsync(Waiting("late"), default).AsTask();
        Assert.False(late.IsCompleted);
        Assert.Equal(100, Enter(100));

        var gathered = new List<string>();
        while (Names() is { Count: > 0 } names)
        {
            gathered.AddRange(names);
        }

        await late.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(151, gathered.Count);
        Assert.Equal("late", gathered[^1]);
    }

    [Fact]
    public async Task Who_came_while_others_were_committed_wakes_the_writer_once()
    {
        var waiting = WaitAsync();
        await _queue.EnterBatchAsync(Waiting("batch"), default);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, Enter(1));
        Assert.Equal(2, _queue.Gather().Count);

        var next = WaitAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Assert.False(next.IsCompleted);
        Assert.Equal(1, Enter(1));
        await next.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Single(_queue.Gather());
    }

    [Fact]
    public async Task A_batch_from_before_midnight_does_not_wait_for_people_to_be_gone()
    {
        await _queue.EnterBatchAsync(new WaitingReport(ReportBuilder.Make("late")), default);
        for (var i = 0; i < 8; i++)
        {
            Assert.True(_queue.TryEnter(new WaitingReport(ReportBuilder.Make($"{i}", keyDay: ReportBuilder.KeyDay + 1))));
        }

        Assert.Equal(ReportBuilder.KeyDay, Assert.Single(_queue.Gather()).Report.KeyDay);
        Assert.Equal(4, _queue.Gather().Count);
        Assert.Equal(4, _queue.Waiting);
    }

    [Fact]
    public async Task However_many_people_there_are_a_tenth_of_a_group_is_left_to_batches()
    {
        using var queue = new WaitingReports(new IntakeOptions { QueueCapacity = 1000, GroupSize = 100 }, _line, TimeProvider.System);
        for (var i = 0; i < 200; i++)
        {
            await queue.EnterBatchAsync(new WaitingReport(ReportBuilder.Make($"batch {i}", problem: 1)), default);
            Assert.True(queue.TryEnter(new WaitingReport(ReportBuilder.Make($"{i}"))));
        }

        Assert.Equal(10, queue.Gather().Count(entry => entry.Report.ProblemId == 1));
    }

    [Fact]
    public async Task Whoever_comes_wakes_the_writer()
    {
        foreach (var enters in new Func<ValueTask>[] { () => _queue.EnterBatchAsync(Waiting("batch"), default), () => { Enter(1); return ValueTask.CompletedTask; } })
        {
            var waiting = WaitAsync();
            Assert.False(waiting.IsCompleted);
            await enters();
            await waiting.WaitAsync(TimeSpan.FromSeconds(10));
            Assert.Single(_queue.Gather());
        }

        using var stop = new CancellationTokenSource();
        var stopped = WaitAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _line.Dispose();
    }

    /// <summary>A thread that waits already.</summary>
    private Task WaitAsync(CancellationToken stop = default)
    {
        var done = new TaskCompletionSource();
        var thread = new Thread(() =>
        {
            try
            {
                _queue.Wait(stop);
                done.SetResult();
            }
            catch (OperationCanceledException exception)
            {
                done.SetException(exception);
            }
        });
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(10)));
        return done.Task;
    }

    private WaitingReport Waiting(string name)
    {
        var report = ReportBuilder.Make(name);
        _names[report.Id] = name;
        return new WaitingReport(report);
    }

    private List<string> Names() => [.. _queue.Gather().Select(entry => _names[entry.Report.Id])];

    private int Enter(int people) => Enumerable.Range(0, people).Count(i => _queue.TryEnter(Waiting($"{i}")));
}
