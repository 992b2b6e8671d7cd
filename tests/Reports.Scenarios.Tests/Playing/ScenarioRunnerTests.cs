using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Pipeline.Intake;
using Reports.Scenarios.Playing;

namespace Reports.Scenarios.Tests.Playing;

public sealed class ScenarioRunnerTests
{
    private static readonly DateTimeOffset Ready = MinuteBucket.Start(Shipped.Monday + 900).AddSeconds(17);

    [Fact]
    public async Task Everybody_is_sent_once_and_in_time_and_the_provider_is_heard()
    {
        var time = new FakeTimeProvider(Ready);
        var player = Player("zoom-blackout");
        var intake = new RecordingIntake(time);
        var updates = new ConcurrentQueue<SimulatedUpdate>();
        var runner = new ScenarioRunner(player)
        {
            StopAtEnd = true,
            PublishUpdate = (update, _) =>
            {
                updates.Enqueue(update);
                return Task.CompletedTask;
            },
        };

        await AdvanceAsync(time, TimeSpan.FromSeconds(1), StartInline(() => runner.RunAsync(intake, time, TestContext.Current.CancellationToken)));

        var expected = Enumerable.Range(MinuteBucket.Of(Ready), player.EndMinute - MinuteBucket.Of(Ready)).SelectMany(player.Reports).ToDictionary(report => report.Caller.IdempotencyKey!, StringComparer.Ordinal);
        Assert.Equal(expected.Count, intake.Received.Count);
        Assert.All(intake.Received, each => Assert.InRange(each.Value - expected[each.Key].At, TimeSpan.Zero, TimeSpan.FromSeconds(2)));
        Assert.Equal(4, updates.Count);
        Assert.Equal((expected.Count, 0, 0, 4), (runner.Progress.Stored, runner.Progress.Failed, runner.Progress.Skipped, runner.Progress.Updates));
    }

    [Fact]
    public async Task A_busy_or_failing_intake_is_tried_again_under_the_same_key()
    {
        var time = new FakeTimeProvider(Ready);
        var player = Player("viral-blip");
        var attempts = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var intake = new RecordingIntake(time)
        {
            Before = key => attempts.AddOrUpdate(key, 1, (_, before) => before + 1) switch
            {
                1 => new IntakeResult.Busy(TimeSpan.FromSeconds(2)),
                2 => throw new IOException("The database went away."),
                _ => null,
            },
        };
        var runner = new ScenarioRunner(player) { StopAtEnd = true };

        await AdvanceAsync(time, TimeSpan.FromSeconds(1), StartInline(() => runner.RunAsync(intake, time, TestContext.Current.CancellationToken)));

        Assert.All(attempts.Values, count => Assert.Equal(3, count));
        Assert.Equal(attempts.Count, intake.Received.Count);
        Assert.Equal((attempts.Count, 0, 2L * attempts.Count), (runner.Progress.Stored, runner.Progress.Failed, runner.Progress.Retries));
        Assert.IsType<IOException>(runner.Progress.LastError);
    }

    [Fact]
    public async Task After_the_machine_slept_nothing_is_sent_in_a_heap()
    {
        var time = new FakeTimeProvider(Ready);
        var intake = new RecordingIntake(time);
        var runner = new ScenarioRunner(Player("calm")) { StopAtEnd = true };
        var run = StartInline(() => runner.RunAsync(intake, time, TestContext.Current.CancellationToken));

        time.Advance(TimeSpan.FromMinutes(30));
        await AdvanceAsync(time, TimeSpan.FromSeconds(1), run);

        Assert.True(runner.Progress.Skipped > 300);
        Assert.DoesNotContain(intake.Received.Values.GroupBy(MinuteBucket.Of), minute => minute.Count() > 100);
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        var time = new FakeTimeProvider(Ready);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = new ScenarioRunner(Player("calm")).RunAsync(new RecordingIntake(time), time, source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public void A_speed_that_goes_nowhere_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScenarioRunner(Player("calm")) { Speed = 0 });

    private static ScenarioPlayer Player(string scenario) => new(Shipped.Scenario(scenario), Shipped.Population, Ready);

    /// <summary>Without a context, what follows a delay runs inside <c>Advance</c>, so the run keeps step with the fake clock.</summary>
    private static Task StartInline(Func<Task> start)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return start();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static async Task AdvanceAsync(FakeTimeProvider time, TimeSpan step, Task run)
    {
        while (!run.IsCompleted)
        {
            time.Advance(step);
        }

        await run;
    }

    private sealed class RecordingIntake(TimeProvider time) : IIntake
    {
        public ConcurrentDictionary<string, DateTimeOffset> Received { get; } = new(StringComparer.Ordinal);

        public Func<string, IntakeResult?> Before { get; init; } = _ => null;

        public bool IsFull => false;

        public Task<IntakeResult> ReceiveAsync(Submission submission, Caller caller, CancellationToken cancellationToken)
        {
            if (Before(caller.IdempotencyKey!) is { } answer)
            {
                return Task.FromResult(answer);
            }

            Assert.True(Received.TryAdd(caller.IdempotencyKey!, time.GetUtcNow()));
            return Task.FromResult<IntakeResult>(new IntakeResult.Stored(Guid.Empty, Shipped.Zoom, PlaceId.Unknown, true, time.GetUtcNow()));
        }
    }
}
