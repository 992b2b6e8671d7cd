using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.TestKit.Flows;

namespace Reports.Pipeline.Tests.Intake;

public sealed class HeartbeatWorkerTests
{
    [Fact]
    public async Task A_minute_in_which_reports_can_be_stored_gets_a_heartbeat()
    {
        await using var flow = await Flow.StartAsync();

        Assert.Equal(1, await HeartbeatsAsync(flow));
    }

    [Fact]
    public async Task A_minute_in_which_reports_are_turned_away_gets_none()
    {
        await using var flow = await Flow.StartAsync(change: services => services.AddSingleton<IGroupCommit, BrokenCommit>());
        Assert.IsType<IntakeResult.Busy>(await flow.Get<IIntake>().ReceiveAsync(new Submission("zoom", Country: "IT"), new Caller(null, null), default));

        Assert.Equal(0, await HeartbeatsAsync(flow));
        Assert.Equal(0, await flow.QueryAsync(context => context.Reports.CountAsync()));
    }

    private static async Task<int> HeartbeatsAsync(Flow flow)
    {
        await flow.Get<IEnumerable<IHostedService>>().OfType<HeartbeatWorker>().Single().RunAsync(flow.Clock.GetUtcNow(), default);
        return await flow.QueryAsync(context => context.Heartbeats.CountAsync());
    }

    private sealed class BrokenCommit : IGroupCommit
    {
        public Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The disk is full.");
    }
}
