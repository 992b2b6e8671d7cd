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
            single.Add(writer.WriteAsync(ReportBuilder.Make($"{i}"), default));
            await Task.Yield();
        }

        commit.Release();

        Assert.All(await Task.WhenAll(single), verdict => Assert.NotNull(verdict));
        Assert.All(await Task.WhenAll(batches), fates => Assert.All(fates!, fate => Assert.Equal(BatchOutcome.Accepted, fate.Outcome)));
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
