using Reports.Pipeline.Alarms;
using Reports.Pipeline.Intake;
using Reports.TestKit.Flows;

namespace Reports.Pipeline.Tests.Scenarios;

public sealed class HistoryScenarios
{
    [Fact]
    public async Task Reports_of_the_past_sent_late_become_part_of_what_is_usual()
    {
        await using var flow = await Flow.StartAsync();
        await flow.EndMinuteAsync();
        var before = flow.Board.Find("slack")!.World.Expected;
        var rows = Enumerable.Range(1, 24 * 14).Select(hour => new BatchRow(
            new Submission("slack", Country: "GB"), flow.Clock.GetUtcNow().AddHours(-hour), $"person {hour}", null, null)).ToList();

        var fates = await flow.Get<BatchIntake>().ReceiveAsync(rows, "partner", CancellationToken.None);
        await flow.EndMinuteAsync();

        Assert.All(fates!, fate => Assert.Equal(BatchOutcome.Accepted, fate.Outcome));
        Assert.True(flow.Board.Find("slack")!.World.Expected > before + 0.3);
        Assert.DoesNotContain(flow.Board.Outages, outage => outage.FlaggedAt is not null);
    }

    [Fact]
    public async Task Ordinary_weeks_sent_by_a_partner_in_the_middle_of_an_hour_are_no_outage()
    {
        await using var flow = await Flow.StartAsync();
        flow.Clock.Advance(TimeSpan.FromMinutes((14 * 60) + 46));
        await flow.EndMinuteAsync();

        await flow.ImportHistoryAsync(1, "roblox", "snapchat", "outlook", "wells-fargo");
        await flow.TickAsync();

        Assert.Empty(flow.Board.Outages);
        Assert.InRange(flow.Board.Find("snapchat")!.World.Reports, 1, int.MaxValue);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task An_imported_history_teaches_a_quiet_service_what_a_watched_one_does(bool shuffled)
    {
        var random = new Random(7);
        async Task<double> UsualAsync(Func<Flow, Task> learn)
        {
            await using var flow = await Flow.StartAsync();
            await learn(flow);
            await flow.TickAsync();
            var to = Domain.Counting.MinuteBucket.Of(flow.Clock.GetUtcNow()) + (24 * 60);
            return flow.Get<DetectionTick>().Expected(flow.Catalog.Find("wells-fargo")!.Id, "world", to - (24 * 60), to)!.Value.Mean;
        }

        var watched = await UsualAsync(flow => flow.WriteHistoryAsync("wells-fargo"));
        var imported = await UsualAsync(flow => flow.ImportHistoryAsync(4, row => shuffled ? random.NextInt64() : row.OccurredAt.UtcTicks, "wells-fargo", "botim"));

        Assert.InRange(imported / watched, 0.9, 1.1);
    }
}
