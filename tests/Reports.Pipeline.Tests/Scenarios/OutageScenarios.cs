using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Outages;
using Reports.Pipeline.Status;
using Reports.TestKit.Flows;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Scenarios;

public sealed class OutageScenarios
{
    private static readonly string[] Extents = ["Widespread", "Widespread", "Partial", "None", "None"];

    [Theory]
    [InlineData(0), InlineData(7), InlineData(14)]
    public async Task The_Zoom_blackout_is_flagged_where_it_is_within_four_minutes_and_followed_to_its_end(int hoursLater)
    {
        await using var flow = await Flow.StartAsync();
        flow.Clock.Advance(TimeSpan.FromHours(hoursLater));
        string[] services = ["zoom", "whatsapp", "youtube"];
        await flow.WriteHistoryAsync(services);
        var youtube = flow.Catalog.Find("youtube")!.Id;
        var onset = Domain.Counting.MinuteBucket.Start(flow.Player("zoom-blackout").OnsetMinute);
        var states = new List<OutageState>();
        DateTimeOffset? flagged = null;
        var sawExtents = false;

        await flow.PlayAsync("zoom-blackout", 100, services, board =>
        {
            Assert.DoesNotContain(board.Outages, outage => outage.Service.Slug != "zoom" && outage.FlaggedAt is not null);
            if (board.Outages.FirstOrDefault(outage => outage.Service.Slug == "zoom" && outage.FlaggedAt is not null) is { } outage)
            {
                flagged ??= board.At;
                sawExtents |= HasExtents(outage);
                if (states.Count == 0 || states[^1] != outage.State)
                {
                    states.Add(outage.State);
                }
            }
        });

        Assert.NotNull(flagged);
        Assert.InRange((flagged.Value - onset).TotalMinutes, 1, 4);
        Assert.True(sawExtents);
        Assert.Equal([OutageState.Outage, OutageState.Recovering, OutageState.Resolved], states);
        Assert.InRange(await flow.QueryAsync(context => context.Reports.CountAsync(row => row.ServiceId == youtube)), 300, int.MaxValue);
        var story = Assert.Single(flow.Board.Outages, outage => outage.FlaggedAt is not null);
        Assert.True(HasExtents(story));
        Assert.True(story.OfficialUpdates.Count >= 3);
        Assert.All(story.OfficialUpdates, update => Assert.True(update.Simulated));
        Assert.InRange((story.StartedAt - onset).TotalMinutes, -1, 1);
        Assert.True(story.PeakPerMinute > 10 * story.ExpectedPerMinute);
        Assert.Equal("joining", story.Problems[0].Problem);
    }

    [Theory]
    [InlineData(527), InlineData(620), InlineData(992)]
    public async Task What_is_told_before_all_regions_are_in_alarm_does_not_say_that_it_works_elsewhere(int minutesLater)
    {
        await using var flow = await Flow.StartAsync();
        flow.Clock.Advance(TimeSpan.FromMinutes(minutesLater));
        await flow.WriteHistoryAsync("zoom");
        var onset = Domain.Counting.MinuteBucket.Start(flow.Player("zoom-blackout").OnsetMinute);
        var told = new List<(double Minutes, OutageView Outage)>();
        var statuses = new List<StatusLevel[]>();

        await flow.PlayAsync("zoom-blackout", 7, ["zoom"], board =>
        {
            if (board.Outages.FirstOrDefault(outage => outage.FlaggedAt is not null) is { } outage)
            {
                told.Add(((board.At - onset).TotalMinutes, outage));
                statuses.Add([.. board.Services.Single(service => service.Service.Slug == "zoom").MacroRegions.Select(region => region.Status)]);
            }
        });

        // A minute before the others are in alarm; else this asks for nothing.
        Assert.InRange(told[0].Minutes, 1.9, 2.2);
        Assert.DoesNotContain(told[0].Outage.Regions, region => region.Region is "america" or "US");
        Assert.Equal(Extent.Partial, told[0].Outage.Extent[0]);
        Assert.All(told, look => Assert.All(look.Outage.Extent.Take(2), extent => Assert.NotEqual(Extent.None, extent)));
        Assert.All(told, look => Assert.All(look.Outage.Extent.Skip(3), extent => Assert.Equal(Extent.None, extent)));
        Assert.True(HasExtents(told[^1].Outage));

        // Who looks at America alone is not told that nothing is wrong there.
        Assert.All(statuses, status => Assert.All(status.Take(2), each => Assert.NotEqual(StatusLevel.Operational, each)));
        Assert.Equal(StatusLevel.Outage, statuses[^1][0]);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task People_who_report_the_wrong_network_do_not_put_it_down(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var flow = await Flow.StartAsync(kind);
        for (var minute = 0; minute < 30; minute++)
        {
            await flow.ReportAsync("t-mobile-us", "US", Math.Min(20 * minute, 160));
            await flow.ReportAsync("verizon", "US", minute < 4 ? 0 : Math.Min(minute, 10));
            await flow.EndMinuteAsync(board => Assert.DoesNotContain(board.Outages, outage => outage.FlaggedAt is not null && outage.Service.Slug == "verizon"));
        }

        var confused = Assert.Single(flow.Board.Outages, outage => outage.Service.Slug == "verizon");
        Assert.Equal(OutageState.Possible, confused.State);
        Assert.Equal(("t-mobile-us", CauseKind.Confused), (confused.ProbablyCausedBy!.Service.Slug, confused.ProbablyCausedBy.Kind));
        Assert.InRange(confused.ProbablyCausedBy.Probability, 0.5, 1);
        var origin = Assert.Single(flow.Board.Outages, outage => outage.Service.Slug == "t-mobile-us");
        Assert.Equal(OutageState.Outage, origin.State);
        Assert.Null(origin.ProbablyCausedBy);
    }

    [Fact]
    public async Task A_site_without_history_flags_a_surge_within_four_minutes_but_not_its_first_dozen_reports()
    {
        await using var flow = await Flow.StartAsync();
        for (var minute = 0; minute < 12; minute++)
        {
            await flow.ReportAsync("whatsapp", "BR", minute % 4 == 0 ? 3 : 0);
            await flow.EndMinuteAsync(board => Assert.DoesNotContain(board.Outages, outage => outage.FlaggedAt is not null));
        }

        var flagged = 0;
        for (var minute = 1; minute <= 4 && flagged == 0; minute++)
        {
            await flow.ReportAsync("whatsapp", "BR", 25);
            await flow.ReportAsync("whatsapp", "AR", 10);
            await flow.EndMinuteAsync(board => flagged = board.Outages.Any(outage => outage.State == OutageState.Outage) ? minute : 0);
        }

        Assert.InRange(flagged, 1, 4);
    }

    [Fact]
    public async Task A_slow_burn_without_a_sharp_start_is_found()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("zoom");

        await flow.PlayAsync("slow-burn", 60, ["zoom"]);

        Assert.Contains(flow.Board.Outages, outage => outage.FlaggedAt is not null);
    }

    [Fact]
    public async Task Two_services_at_once_are_two_stories_in_their_own_regions()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("microsoft-teams", "roblox");

        await flow.PlayAsync("two-services", 14, ["microsoft-teams", "roblox"]);

        Assert.Equal(2, flow.Board.Outages.Count(outage => outage.State == OutageState.Outage));
        var early = flow.Board.Outages.ToDictionary(outage => outage.Service.Slug, outage => outage.Reports);
        await flow.PlayAsync("two-services", 4, ["microsoft-teams", "roblox"]);
        Assert.All(flow.Board.Outages, outage => Assert.True(outage.Reports > early[outage.Service.Slug]));
        Assert.Equal(StatusLevel.Outage, flow.Board.Find("microsoft-teams")!.FindRegion("europe")!.Status);
        Assert.Equal(StatusLevel.Operational, flow.Board.Find("microsoft-teams")!.FindRegion("america")!.Status);
        Assert.Equal(StatusLevel.Outage, flow.Board.Find("roblox")!.FindRegion("america")!.Status);
        Assert.Equal(["microsoft-teams", "roblox"], flow.Board.Services.Take(2).Select(service => service.Service.Slug).Order());
    }

    [Fact]
    public async Task An_outage_that_is_retracted_ends_in_public_and_stays_ended()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await flow.SurgeAsync(5);
        var outage = Assert.Single(flow.Board.Outages);

        Assert.True(await flow.Get<OutageRetraction>().RetractAsync(outage.Id, "A school class was asked to press the button.", default));
        Assert.True(await flow.Get<OutageRetraction>().RetractAsync(outage.Id, "Again.", default));
        Assert.False(await flow.Get<OutageRetraction>().RetractAsync(Guid.NewGuid(), "Nothing there.", default));
        await flow.SurgeAsync(4);

        var after = Assert.Single(flow.Board.Outages);
        Assert.Equal((outage.Id, OutageState.Retracted), (after.Id, after.State));
        Assert.Null(after.ResolvedAt);
        Assert.Equal("A school class was asked to press the button.", Assert.Single(after.Transitions, transition => transition.To == OutageState.Retracted).Reason);
    }

    [Fact]
    public async Task What_was_only_possible_is_no_part_of_the_outage_that_came_of_it()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        var now = flow.Clock.GetUtcNow();
        await flow.ChangeAsync(context => context.Outages.Add(new OutageRow
        {
            Id = Guid.CreateVersion7(now),
            ServiceId = flow.Catalog.Find("whatsapp")!.Id,
            State = OutageState.Possible,
            StartedAt = now,
            DetectedAt = now,
            Extent = "00000",
            WidestExtent = "00100",
            Problems = "[]",
            Regions = { new OutageRegion { Region = "PL", JoinedAt = now, LeftAt = now } },
        }));

        await flow.SurgeAsync(6, "US");
        while (flow.Board.Outages[0].State != OutageState.Recovering)
        {
            await flow.EndMinuteAsync();
        }

        var outage = Assert.Single(flow.Board.Outages);
        Assert.NotEqual(Extent.None, outage.Extent[0]);
        Assert.Equal(Extent.None, outage.Extent[2]);
        Assert.DoesNotContain(outage.Regions, region => region.Region == "PL");
    }

    private static bool HasExtents(OutageView outage) => outage.Extent.Select(extent => extent.ToString()).SequenceEqual(Extents);
}
