using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;
using Reports.Detection.Baselines;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Intake;
using Reports.TestKit.Flows;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Scenarios;

public sealed class RestartScenarios
{
    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_restart_in_the_middle_of_an_outage_goes_on_with_the_same_story(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var flow = await Flow.StartAsync(kind);
        await flow.WriteHistoryAsync("whatsapp");
        await flow.SurgeAsync(8);
        var before = Assert.Single(flow.Board.Outages);

        await flow.RestartAsync();
        await flow.SurgeAsync(3);

        var after = Assert.Single(flow.Board.Outages);
        Assert.Equal((before.Id, OutageState.Outage, before.StartedAt), (after.Id, after.State, after.StartedAt));
        Assert.True(after.Reports > before.Reports);
        Assert.DoesNotContain(after.Transitions, transition => transition.To is OutageState.Recovering or OutageState.Resolved);
    }

    [Fact]
    public async Task A_gap_in_the_heartbeats_is_missing_and_not_a_recovery()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await flow.SurgeAsync(8);

        await flow.RestartAsync();
        flow.Clock.Advance(TimeSpan.FromMinutes(12));
        await flow.SurgeAsync(1);

        Assert.Equal(OutageState.Outage, Assert.Single(flow.Board.Outages).State);
    }

    [Fact]
    public async Task A_database_that_was_away_leaves_the_detectors_as_a_restart_would()
    {
        var database = new AwayContexts();
        await using var flow = await Flow.StartAsync(change: database.Replace);
        await flow.WriteHistoryAsync("whatsapp");
        await flow.SurgeAsync(8);

        database.IsAway = true;
        for (var minute = 0; minute < 12; minute++)
        {
            await Assert.ThrowsAnyAsync<Exception>(flow.TickAsync);
            flow.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        database.IsAway = false;
        await flow.SurgeAsync(1);
        var (outage, expected) = (Assert.Single(flow.Board.Outages), Expected(flow));
        Assert.Equal((OutageState.Outage, null), (outage.State, outage.RecoveringAt));

        await flow.RestartAsync();
        await flow.TickAsync();
        Assert.Equal((outage.State, outage.Reports), (flow.Board.Outages[0].State, flow.Board.Outages[0].Reports));
        Assert.Equal(expected, Expected(flow));
    }

    [Fact]
    public async Task A_restart_just_before_an_outage_is_resolved_does_not_end_it_at_once()
    {
        int minutes;
        await using (var undisturbed = await RecoveringAsync())
        {
            minutes = await UntilAsync(undisturbed, OutageState.Resolved);
        }

        await using var flow = await RecoveringAsync();
        for (var minute = 1; minute < minutes; minute++)
        {
            await flow.EndMinuteAsync();
        }

        await flow.RestartAsync();
        await flow.TickAsync();
        Assert.Equal(OutageState.Recovering, Assert.Single(flow.Board.Outages).State);
        Assert.InRange(await UntilAsync(flow, OutageState.Resolved), 2, 12);
    }

    [Fact]
    public async Task A_service_new_to_the_catalogue_is_not_one_that_was_silent_for_weeks()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await flow.RestartAsync();
        for (var minute = 0; minute < 150; minute++)
        {
            await flow.ReportAsync("netflix", "US", minute % 3 == 0 ? 1 : 0);
            await flow.EndMinuteAsync(board => Assert.DoesNotContain(board.Outages, outage => outage.FlaggedAt is not null));
        }
    }

    [Fact]
    public async Task A_partners_row_from_a_gap_does_not_make_the_gap_a_silence()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await flow.SurgeAsync(8);
        await flow.RestartAsync();
        flow.Clock.Advance(TimeSpan.FromMinutes(14));

        await flow.Get<BatchIntake>().ReceiveAsync(
            [new BatchRow(new Submission("whatsapp", Country: "FR"), flow.Clock.GetUtcNow().AddMinutes(-6), "somebody", null, null)], "partner", CancellationToken.None);
        await flow.SurgeAsync(1);

        Assert.Equal((OutageState.Outage, null), (flow.Board.Outages[0].State, flow.Board.Outages[0].RecoveringAt));
    }

    [Fact]
    public async Task A_tick_that_fails_after_it_took_a_recount_learns_from_it_all_the_same()
    {
        await using var flow = await Flow.StartAsync();
        await flow.EndMinuteAsync();
        var before = flow.Board.Find("slack")!.World.Expected;
        var (slack, zoom) = (flow.Catalog.Find("slack")!.Id, flow.Catalog.Find("zoom")!.Id);
        var rows = Enumerable.Range(1, 24 * 14).SelectMany(hour => new[] { "slack", "zoom" }.Select(service => new BatchRow(
            new Submission(service, Country: "GB"), flow.Clock.GetUtcNow().AddHours(-hour), $"person {hour}", null, null))).ToList();
        await flow.Get<BatchIntake>().ReceiveAsync(rows, "partner", CancellationToken.None);

        // The recounts of one service are taken, those of the other cannot be.
        var refuse = $"create trigger refuse before delete on recounts when old.service_id = {Math.Max(slack, zoom)} begin select raise(abort, 'no'); end";
        await flow.ChangeAsync(context => context.Database.ExecuteSqlRaw(refuse));
        await Assert.ThrowsAnyAsync<Exception>(flow.TickAsync);
        await flow.ChangeAsync(context => context.Database.ExecuteSqlRaw("drop trigger refuse"));
        await flow.TickAsync();

        Assert.All(new[] { "slack", "zoom" }, service => Assert.True(flow.Board.Find(service)!.World.Expected > before + 0.3));
    }

    private static ExpectedRange? Expected(Flow flow)
    {
        var minute = MinuteBucket.Of(flow.Clock.GetUtcNow());
        return flow.Get<DetectionTick>().Expected(flow.Catalog.Find("whatsapp")!.Id, "FR", minute, minute + 5);
    }

    /// <summary>A site with an outage that has just begun to recover.</summary>
    private static async Task<Flow> RecoveringAsync()
    {
        var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await flow.SurgeAsync(8);
        await UntilAsync(flow, OutageState.Recovering);
        return flow;
    }

    /// <returns>How many minutes it took.</returns>
    private static async Task<int> UntilAsync(Flow flow, OutageState state)
    {
        for (var minute = 1; minute <= 60; minute++)
        {
            await flow.EndMinuteAsync();
            if (Assert.Single(flow.Board.Outages).State == state)
            {
                return minute;
            }
        }

        throw new InvalidOperationException($"Not {state} within an hour.");
    }
}
