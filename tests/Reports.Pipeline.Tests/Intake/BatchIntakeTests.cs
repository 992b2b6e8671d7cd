using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.TestKit;
using Reports.TestKit.Flows;

namespace Reports.Pipeline.Tests.Intake;

public sealed class BatchIntakeTests
{
    [Fact]
    public async Task Many_partners_at_once_leave_room_for_the_public()
    {
        var commit = new HeldCommit();
        await using var flow = await Flow.StartAsync(change: services =>
            services.AddSingleton<IGroupCommit>(commit).Configure<IntakeOptions>(options => options.QueueCapacity = 2 * BatchIntake.MostRows));
        var intake = flow.Get<BatchIntake>();
        var rows = Enumerable.Range(0, BatchIntake.MostRows).Select(i => new BatchRow(new Submission("zoom"), flow.Clock.GetUtcNow(), $"person {i}", null, null)).ToList();

        var batches = Enumerable.Range(0, 20).Select(partner => Task.Run(() => intake.ReceiveAsync(rows, $"partner {partner}", default))).ToList();
        await commit.Begun;
        var writer = flow.Get<ReportWriter>();
        var single = new List<Task<ReportVerdict?>>();
        for (var i = 0; i < 500; i++)
        {
            single.Add(writer.WriteAsync(ReportBuilder.Make($"{i}")));
            await Task.Yield();
        }

        commit.Release();

        Assert.All(await Task.WhenAll(single), verdict => Assert.NotNull(verdict));
        Assert.All(await Task.WhenAll(batches), fates => Assert.All(fates!, fate => Assert.Equal(BatchOutcome.Accepted, fate.Outcome)));
    }

    [Fact]
    public async Task A_person_is_the_same_on_every_network_and_one_without_is_on_a_network_of_their_own()
    {
        await using var flow = await Flow.StartAsync();
        var rows = new[] { ("anna", null), ("anna", "one"), ("bert", "one"), ("carl", "one"), ("dora", null) }
            .Select(who => new BatchRow(new Submission("zoom"), flow.Clock.GetUtcNow(), who.Item1, who.Item2, null)).ToList();

        var fates = await flow.Get<BatchIntake>().ReceiveAsync(rows, "partner", TestContext.Current.CancellationToken);

        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Duplicate, BatchOutcome.Accepted, BatchOutcome.Accepted, BatchOutcome.Accepted], fates!.Select(fate => fate.Outcome));
        Assert.Equal((4, 3), await flow.QueryAsync(async context => (await context.MinuteCounts.SumAsync(row => row.Count), await context.MinuteCounts.SumAsync(row => row.Fresh))));
    }

    /// <summary>A network is fresh once an hour, a person counts once in half of one: what is asked under the key of the day before.</summary>
    [Theory, InlineData(20, 1, 1), InlineData(31, 2, 1), InlineData(61, 2, 2), InlineData(300, 2, 2)]
    public async Task A_person_and_a_network_are_the_same_over_midnight(int minutesLater, int counted, int fresh)
    {
        await using var flow = await Flow.StartAsync();
        flow.Clock.SetUtcNow(new DateTimeOffset(Flow.Start.Date.AddDays(1), TimeSpan.Zero).AddMinutes(-10));
        async Task SendAsync() => Assert.NotNull(await flow.Get<BatchIntake>().ReceiveAsync([new BatchRow(new Submission("zoom"), flow.Clock.GetUtcNow(), "anna", "one", null)], "partner", default));

        await SendAsync();
        flow.Clock.Advance(TimeSpan.FromMinutes(minutesLater));
        await SendAsync();

        Assert.Equal((counted, fresh), await flow.QueryAsync(async context => (await context.MinuteCounts.SumAsync(row => row.Count), await context.MinuteCounts.SumAsync(row => row.Fresh))));
    }

    /// <summary>Counts each report, and nothing before it is released.</summary>
    private sealed class HeldCommit : IGroupCommit
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public void Release() => _released.TrySetResult();

        public async Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
        {
            _begun.TrySetResult();
            await _released.Task;
            return [.. group.Select(report => new ReportVerdict(report.Id, ReportFate.Counted, report.Place))];
        }
    }
}
