using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reports.Data.Intake;
using Reports.Domain.Intake;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.TestKit.Flows;

namespace Reports.Pipeline.Tests.Status;

public sealed class ReadinessTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);
    private readonly AwayContexts _database = new();

    [Fact]
    public async Task A_database_that_goes_is_noticed_without_anybody_reporting_and_so_is_its_return()
    {
        await using var flow = await Flow.StartAsync(change: _database.Replace);
        var readiness = flow.Get<Readiness>();
        Assert.Equal(ReadyState.Starting, readiness.State);
        IHostedService worker = flow.Get<DetectionWorker>();
        await worker.StartAsync(default);
        await PassAsync(flow, ReadyState.Ready, Longest);

        _database.IsAway = true;
        await PassAsync(flow, ReadyState.DatabaseAway, Longest);

        _database.IsAway = false;
        await PassAsync(flow, ReadyState.Ready, Soon);
        await worker.StopAsync(default);
    }

    [Fact]
    public async Task A_commit_that_failed_counts_for_some_seconds()
    {
        await using var flow = await Flow.StartAsync(change: services => services.AddSingleton<IGroupCommit, FullDisk>());
        await flow.TickAsync();
        Assert.IsType<IntakeResult.Busy>(await flow.Get<IIntake>().ReceiveAsync(new Submission("zoom", Country: "IT"), new Caller(null, null), default));
        Assert.Equal(ReadyState.DatabaseAway, flow.Get<Readiness>().State);

        flow.Clock.Advance(Longest);

        Assert.Equal(ReadyState.Ready, flow.Get<Readiness>().State);
    }

    [Fact]
    public async Task Without_keys_reports_are_turned_away_and_only_one_a_second_asks_for_them()
    {
        await using var flow = await Flow.StartAsync(change: _database.Replace);
        _database.IsAway = true;
        async Task<IntakeResult> Report() => await flow.Get<IIntake>().ReceiveAsync(new Submission("zoom", Country: "IT"), new Caller(null, null), default);
        foreach (var _ in Enumerable.Range(0, 20))
        {
            Assert.IsType<IntakeResult.Busy>(await Report());
        }

        Assert.Equal(1, _database.Refused);
        _database.IsAway = false;
        flow.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<IntakeResult.Stored>(await Report());
    }

    [Fact]
    public async Task A_batch_is_turned_away_while_the_database_is_away()
    {
        await using var flow = await Flow.StartAsync(change: _database.Replace);
        await flow.ReportAsync("zoom", "IT", 1);
        _database.IsAway = true;

        // Of half an hour ago: what is of this minute asks nothing but the commit.
        var row = new BatchRow(new Submission("zoom", Country: "IT"), flow.Clock.GetUtcNow().AddMinutes(-30), "somebody", null, null);
        Assert.Null(await flow.Get<BatchIntake>().ReceiveAsync([row], "partner", default));
    }

    /// <summary>Lets time pass until the site says so, which it must in time.</summary>
    private static async Task PassAsync(Flow flow, ReadyState expected, TimeSpan within)
    {
        var until = flow.Clock.GetUtcNow() + within;
        while (flow.Get<Readiness>().State != expected)
        {
            Assert.True(flow.Clock.GetUtcNow() < until);
            flow.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        }
    }

    private sealed class FullDisk : IGroupCommit
    {
        public Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The disk is full.");
    }
}
