using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.TestKit;

namespace Reports.Pipeline.Tests.Intake;

public sealed class ReportWriterTests : IAsyncDisposable
{
    private const int Capacity = 3;
    private readonly FakeTimeProvider _clock = new();
    private readonly HeldCommit _commit = new();
    private readonly IntakeTurns _turns = new(new FakeTimeProvider(), most: 1);
    private readonly ReportWriter _writer;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<IntakeMetrics>().BuildServiceProvider();

    public ReportWriterTests() => _writer = new ReportWriter(
        _commit, _turns, _services.GetRequiredService<IntakeMetrics>(), Options.Create(new IntakeOptions { QueueCapacity = Capacity, GroupSize = 2 }), _clock, NullLogger<ReportWriter>.Instance);

    [Fact]
    public async Task Nobody_is_answered_before_the_commit_and_everybody_after_it()
    {
        await _writer.StartAsync(default);
        var first = Write("anna");
        await _commit.Begun;
        Assert.False(first.IsCompleted);

        _commit.Release();

        Assert.Equal(ReportFate.Counted, (await first)!.Value.Fate);
    }

    /// <summary>The first of a large group is told while the others are still being told.</summary>
    [Fact]
    public async Task Whoever_was_told_finds_a_commit_that_is_over()
    {
        const int People = 1_000;
        var options = Options.Create(new IntakeOptions { QueueCapacity = People + 1, GroupSize = People });
        for (var round = 0; round < 50; round++)
        {
            var commit = new HeldCommit();
            using var writer = new ReportWriter(commit, _turns, _services.GetRequiredService<IntakeMetrics>(), options, _clock, NullLogger<ReportWriter>.Instance);
            await writer.StartAsync(default);
            var before = writer.WriteAsync(ReportBuilder.Make("before"));
            await commit.Begun;
            var isFull = false;
            var people = Enumerable.Range(0, People).Select(person => writer.WriteAsync(ReportBuilder.Make($"{person}"))).ToList();
            var first = people[0].ContinueWith(
                _ =>
                {
                    _clock.Advance(TimeSpan.FromMinutes(10));
                    isFull = writer.IsFull;
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            commit.Release();
            await Task.WhenAll([before, first, .. people]);
            Assert.False(isFull, $"in round {round}");
            await writer.StopAsync(default);
        }
    }

    [Fact]
    public async Task A_full_queue_turns_away_at_once_and_stores_nothing_of_it()
    {
        await _writer.StartAsync(default);
        var taken = new List<Task<ReportVerdict?>> { Write("0") };
        await _commit.Begun;
        taken.AddRange(Enumerable.Range(1, Capacity).Select(person => Write($"{person}")));

        Assert.Null(await Write("one too many"));

        _commit.Release();
        Assert.All(await Task.WhenAll(taken), verdict => Assert.NotNull(verdict));
        Assert.Equal(1 + Capacity, _commit.Stored);
    }

    [Fact]
    public async Task A_commit_that_fails_is_told_to_its_callers_and_the_next_one_goes_on()
    {
        await _writer.StartAsync(default);
        _commit.Release();
        _commit.Fails = true;
        Assert.Null(await Write("anna"));
        Assert.True(_writer.IsFailing(_clock.GetUtcNow()));

        _commit.Fails = false;

        Assert.NotNull(await Write("anna"));
        Assert.False(_writer.IsFailing(_clock.GetUtcNow()));
    }

    [Fact]
    public async Task Who_waits_behind_a_commit_that_hung_and_failed_is_told_with_it()
    {
        await _writer.StartAsync(default);
        var taken = new List<Task<ReportVerdict?>> { Write("0") };
        await _commit.Begun;
        taken.AddRange(Enumerable.Range(1, Capacity).Select(person => Write($"{person}")));
        _clock.Advance(TimeSpan.FromSeconds(30));
        _commit.Fails = true;
        _commit.Release();

        Assert.All(await Task.WhenAll(taken), Assert.Null);
        Assert.Equal(1, _commit.Begins);
    }

    [Fact]
    public async Task A_failure_long_ago_says_nothing_about_now()
    {
        await _writer.StartAsync(default);
        _commit.Release();
        _commit.Fails = true;
        await Write("anna");

        Assert.False(_writer.IsFailing(_clock.GetUtcNow().AddMinutes(1)));
    }

    [Fact]
    public async Task What_was_taken_before_a_stop_is_stored_and_answered()
    {
        await _writer.StartAsync(default);
        var first = Write("0");
        await _commit.Begun;
        var waiting = Enumerable.Range(1, Capacity).Select(person => Write($"{person}")).ToList();
        var stopped = _writer.StopAsync(default);
        _commit.Release();

        Assert.All(await Task.WhenAll([first, .. waiting]), verdict => Assert.NotNull(verdict));
        await stopped;
        Assert.Equal(1 + Capacity, _commit.Stored);
    }

    [Fact]
    public async Task What_a_batch_goes_on_with_is_not_done_in_the_turn_of_those_who_wait_for_an_answer()
    {
        using var held = new ManualResetEventSlim();
        var goesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task GoOnAsync(Task<ReportVerdict?[]> told)
        {
            await told.ConfigureAwait(false);
            goesOn.SetResult();
            held.Wait();
        }

        await _writer.StartAsync(default);
        var batch = GoOnAsync(await _writer.QueueManyAsync([ReportBuilder.Make("b"), ReportBuilder.Make("c")], default));
        _commit.Release();
        await goesOn.Task;

        Assert.NotNull(await Write("anna").WaitAsync(TimeSpan.FromMinutes(1)));
        held.Set();
        await batch;
    }

    [Fact]
    public async Task A_group_never_spans_the_change_of_the_daily_key()
    {
        var before = Write("anna");
        var after = _writer.WriteAsync(ReportBuilder.Make("bert", keyDay: ReportBuilder.KeyDay + 1));
        _commit.Release();
        await _writer.StartAsync(default);
        await Task.WhenAll(before, after);

        Assert.Equal([ReportBuilder.KeyDay, ReportBuilder.KeyDay + 1], _commit.KeyDays);
    }

    [Fact]
    public async Task Its_operator_sees_the_queue_the_groups_and_the_failures()
    {
        var length = Collect<int>("intake.queue.length");
        var (size, failures, duration) = (Collect<int>("intake.commit.size"), Collect<long>("intake.commit.failures"), Collect<double>("intake.commit.duration"));
        await _writer.StartAsync(default);
        var taken = new List<Task<ReportVerdict?>> { Write("0") };
        await _commit.Begun;
        taken.AddRange([Write("1"), Write("2")]);
        length.RecordObservableInstruments();
        Assert.Equal(2, length.LastMeasurement!.Value);

        _commit.Release();
        await Task.WhenAll(taken);
        _commit.Fails = true;
        await Write("3");

        Assert.Equal([1, 2], size.GetMeasurementSnapshot().Select(one => one.Value));
        Assert.Equal(1, Assert.Single(failures.GetMeasurementSnapshot()).Value);
        Assert.Equal(3, duration.GetMeasurementSnapshot().Count);
    }

    private MetricCollector<T> Collect<T>(string name)
        where T : struct => new(_services.GetRequiredService<IMeterFactory>(), ReportsMeter.Name, name);

    public async ValueTask DisposeAsync()
    {
        _commit.Release();
        await _writer.StopAsync(default);
        _writer.Dispose();
        _turns.Dispose();
        await _services.DisposeAsync();
    }

    private Task<ReportVerdict?> Write(string person) => _writer.WriteAsync(ReportBuilder.Make(person));

    /// <summary>A database that answers when the test lets it.</summary>
    private sealed class HeldCommit : IGroupCommit
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public bool Fails { get; set; }

        public int Stored { get; private set; }

        public int Begins { get; private set; }

        public List<int> KeyDays { get; } = [];

        public void Release() => _released.TrySetResult();

        public async Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
        {
            Begins++;
            _begun.TrySetResult();
            await _released.Task;
            if (Fails)
            {
                throw new InvalidOperationException("The database is away.");
            }

            Stored += group.Count;
            KeyDays.Add(terms.KeyDay);
            return [.. group.Select(report => new ReportVerdict(report.Id, ReportFate.Counted, report.Place))];
        }
    }
}
