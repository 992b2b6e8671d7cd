using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Pipeline.Intake;
using Reports.TestKit.Flows;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Scenarios;

/// <summary>What an outage amounts to is kept from tick to tick; it must be what the stored counts say, whatever came late.</summary>
public sealed class OutageNumbersScenarios
{
    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_numbers_are_at_every_tick_the_sums_of_what_is_stored(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var flow = await Flow.StartAsync(kind);
        await flow.WriteHistoryAsync("whatsapp");
        for (var minute = 0; minute < 40; minute++)
        {
            await flow.ReportAsync("whatsapp", minute % 3 == 0 ? "DE" : "FR", 20 + (minute % 7));
            await SendAsync(flow, minute, "US", ReportKind.Works, "login", ageMinutes: 0);
            await SendAsync(flow, minute, minute % 2 == 0 ? "FR" : null, ReportKind.Down, "login", ageMinutes: 3);
            if (minute is 20 or 30)
            {
                // Later than any tick would look again by itself.
                await SendAsync(flow, minute, "FR", ReportKind.Down, "messages", ageMinutes: 12);
            }

            await flow.EndMinuteAsync();
            await CheckAsync(flow);
        }

        Assert.NotNull(Assert.Single(flow.Board.Outages).FlaggedAt);
    }

    [Fact]
    public async Task The_numbers_of_an_outage_of_more_than_a_day_are_too_also_after_a_restart()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await flow.SurgeAsync(8);
        await flow.RestartAsync();
        flow.Clock.Advance(TimeSpan.FromHours(26));
        await flow.SurgeAsync(3);

        var reports = await CheckAsync(flow);

        Assert.InRange(reports, 11 * 30 * 0.8, 11 * 30);
        Assert.Equal(Flow.Start.Day, flow.Board.Outages[0].StartedAt.Day);
    }

    [Fact]
    public async Task The_numbers_are_with_what_comes_late_at_the_edge_of_the_day_in_memory()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await flow.SurgeAsync(8);
        foreach (var hours in (int[])[13, 12])
        {
            flow.Clock.Advance(TimeSpan.FromHours(hours));
            await flow.SurgeAsync(4);
        }

        for (var age = 1435; age < 1455; age++)
        {
            await SendAsync(flow, age, "FR", ReportKind.Down, "messages", age);
            await flow.SurgeAsync(1);
            Assert.NotEqual(0, await CheckAsync(flow));
        }
    }

    [Fact]
    public async Task The_numbers_are_with_what_came_while_nothing_was_looked_at_for_more_than_a_day()
    {
        await using var flow = await Flow.StartAsync();
        await flow.WriteHistoryAsync("whatsapp");
        await flow.SurgeAsync(8);
        flow.Clock.Advance(TimeSpan.FromHours(25));
        for (var age = 1435; age < 1460; age++)
        {
            await SendAsync(flow, age, "FR", ReportKind.Down, "messages", age);
        }

        await flow.SurgeAsync(1);
        Assert.NotEqual(0, await CheckAsync(flow));
    }

    /// <summary>More are open than a tick brings up to date: all have had their turn after the next.</summary>
    [Fact]
    public async Task The_numbers_of_very_many_outages_are_brought_up_to_date_in_turns()
    {
        await using var flow = await Flow.StartAsync();
        var slugs = flow.Catalog.Services.Take(70).Select(service => service.Slug).ToList();
        async Task ReportAllAsync()
        {
            foreach (var slug in slugs)
            {
                await flow.ReportAsync(slug, "FR", 70);
            }
        }

        for (var minute = 0; minute < 3; minute++)
        {
            await ReportAllAsync();
            await flow.EndMinuteAsync();
        }

        var before = flow.Board.Outages.ToDictionary(outage => outage.Service.Slug, outage => outage.Reports);
        Assert.Equal(70, before.Count);
        await ReportAllAsync();
        await flow.TickAsync();
        Assert.Equal(48, flow.Board.Outages.Count(outage => outage.Reports > before[outage.Service.Slug]));
        await flow.TickAsync();
        Assert.All(flow.Board.Outages, outage => Assert.Equal(4 * 70, outage.Reports));
    }

    /// <summary>All have the same reports, and a look in which not all of them are stored is the one that sees the most.</summary>
    [Fact]
    public async Task The_peak_of_very_many_outages_is_told_of_all_of_them_though_they_take_turns()
    {
        await using var flow = await Flow.StartAsync();
        var slugs = flow.Catalog.Services.Take(70).Select(service => service.Slug).ToList();
        int[] people = [70, 70, 70, 70, 210];
        foreach (var many in people)
        {
            foreach (var slug in slugs)
            {
                await flow.ReportAsync(slug, "FR", many);
            }

            await flow.EndMinuteAsync();
        }

        // Nobody reports any more: what is seen of all from here on is less.
        await flow.EndMinuteAsync();
        var outages = await flow.QueryAsync(context => context.Outages.AsNoTracking().ToListAsync());
        Assert.Equal(70, outages.Count);
        var france = outages.ConvertAll(outage => outage.Regions.Single(row => row.Region == "FR").Evidence!);
        Assert.Single(france.Select(evidence => evidence.ObservedPerMinute).Distinct());
        Assert.InRange(france[0].ObservedPerMinute, 71, 210);
    }

    private static async Task SendAsync(Flow flow, int number, string? country, ReportKind kind, string problem, int ageMinutes) =>
        await flow.Get<BatchIntake>().ReceiveAsync(
            [.. Enumerable.Range(0, 4).Select(i => new BatchRow(
                new Submission("whatsapp", kind, problem, Country: country), flow.Clock.GetUtcNow().AddMinutes(-ageMinutes), $"{kind} {ageMinutes} {number} {i}", null, null))],
            "partner",
            CancellationToken.None);

    private static async Task<int> CheckAsync(Flow flow)
    {
        if (await flow.QueryAsync(context => context.Outages.Where(row => row.EndedAt == null).SingleOrDefaultAsync()) is not { } outage)
        {
            return 0;
        }

        var from = MinuteBucket.Of(outage.StartedAt);
        var stored = await flow.QueryAsync(context => context.MinuteCounts
            .Where(row => row.ServiceId == outage.ServiceId && row.Minute >= from && row.Kind == (short)ReportKind.Down).AsNoTracking().ToListAsync());
        Assert.Equal(stored.Sum(row => row.Count), outage.Reports);
        var peak = stored.GroupBy(row => row.Minute).Max(minute => minute.Sum(row => row.Count));
        Assert.InRange(outage.PeakPerMinute, peak, double.MaxValue);
        Assert.Equal(
            stored.Where(row => row.ProblemId != 0).GroupBy(row => row.ProblemId).ToDictionary(same => flow.Catalog.FindProblem(same.Key)!.Slug, same => same.Sum(row => row.Count)),
            flow.Board.Outages[0].Problems.ToDictionary(problem => problem.Problem, problem => problem.Reports));
        foreach (var region in outage.Regions.Where(region => RegionCatalog.Instance.Countries.Any(country => country.Code == region.Region)))
        {
            Assert.Equal(stored.Where(row => new PlaceId(row.PlaceId).Country.ToString() == region.Region).Sum(row => row.Count), region.Reports);
        }

        foreach (var region in outage.Regions.Where(region => region.Region == "europe"))
        {
            Assert.Equal(stored.Where(row => new PlaceId(row.PlaceId).CountryNumber > 0).Sum(row => row.Count), region.Reports);
        }

        return outage.Reports;
    }
}
