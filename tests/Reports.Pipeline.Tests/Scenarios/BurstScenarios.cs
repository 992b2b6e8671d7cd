using Reports.Domain.Outages;
using Reports.TestKit.Flows;

namespace Reports.Pipeline.Tests.Scenarios;

/// <summary>Very many reports in very short time, or from very few networks.</summary>
public sealed class BurstScenarios
{
    [Fact]
    public async Task A_burst_of_one_minute_opens_no_outage_whatever_its_size()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await QuietAsync(flow, 3);
        await flow.ReportAsync("whatsapp", "DE", 400);
        await QuietAsync(flow, 15);
    }

    [Fact]
    public async Task Very_many_people_at_once_are_told_of_before_their_minute_ends()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await QuietAsync(flow, 3);
        await flow.ReportAsync("whatsapp", "DE", 64);
        await flow.TickAsync();
        Assert.Empty(flow.Board.Outages);

        await flow.ReportAsync("whatsapp", "DE", 336);
        flow.Clock.Advance(TimeSpan.FromSeconds(10));
        await flow.TickAsync();
        var early = Assert.Single(flow.Board.Outages);
        Assert.Equal(OutageState.Possible, early.State);
        Assert.Contains(early.Regions, region => region.Region == "DE");
        Assert.True(flow.Clock.GetUtcNow() < early.StartedAt.AddMinutes(1));

        // The end of the minute says the same, and nothing more.
        await flow.EndMinuteAsync();
        Assert.Equal((early.Id, OutageState.Possible), (Assert.Single(flow.Board.Outages).Id, flow.Board.Outages[0].State));
        await QuietAsync(flow, 15);
        Assert.DoesNotContain(flow.Board.Outages, outage => outage.IsOpen);
    }

    [Fact]
    public async Task A_burst_from_a_few_networks_opens_no_outage()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await QuietAsync(flow, 3);
        for (var minute = 0; minute < 10; minute++)
        {
            await flow.ReportAsync("whatsapp", "US", 60, networks: 3);
            await flow.EndMinuteAsync(board => Assert.DoesNotContain(board.Outages, outage => outage.FlaggedAt is not null));
        }
    }

    [Fact]
    public async Task A_broad_surge_behind_carrier_networks_opens_an_outage()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await QuietAsync(flow, 2);
        for (var minute = 0; minute < 5; minute++)
        {
            await flow.ReportAsync("whatsapp", "SA", 200, networks: 60 + (minute * 40));
            await flow.EndMinuteAsync();
        }

        Assert.Contains(flow.Board.Outages, outage => outage.State == OutageState.Outage && outage.Regions.Any(region => region.Region == "SA"));
    }

    private static async Task QuietAsync(Flow flow, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            await flow.EndMinuteAsync(board => Assert.DoesNotContain(board.Outages, outage => outage.FlaggedAt is not null));
        }
    }
}
