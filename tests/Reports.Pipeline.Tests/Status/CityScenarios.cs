using System.Net;
using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Places;
using Reports.Pipeline.Status;
using Reports.TestKit.Flows;
using Reports.TestKit.Stores;

namespace Reports.Pipeline.Tests.Status;

/// <summary>Cities where many report, from reports to what a page shows.</summary>
public sealed class CityScenarios
{
    private static readonly CityNames Names = new();
    private int _people;

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task Cities_are_shown_with_three_people_most_first_and_counted_apart_from_their_reports(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var flow = await Flow.StartAsync(kind);
        await ReportAsync(flow, City("Milano"), 5);
        await ReportAsync(flow, City("Roma"), 3);
        await ReportAsync(flow, City("Torino"), 2);
        await ReceiveAsync(flow, new Submission("zoom", Country: "IT"));
        await ReportAsync(flow, City("Athens"), 4);
        await flow.EndMinuteAsync();

        Assert.Equal([("Milan", 5), ("Athens", 4), ("Rome", 3)], (await ShownAsync(flow)).Select(city => (city.City.Name, city.Reports)));
        await using var context = await flow.Get<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        Assert.DoesNotContain("city", context.Model.FindEntityType(typeof(Data.Tables.ReportRow))!.GetProperties().Select(property => property.Name.ToLowerInvariant()));
    }

    [Fact]
    public async Task The_one_or_two_outside_of_a_city_cannot_be_worked_out_by_subtraction()
    {
        await using var flow = await Flow.StartAsync();
        await ReportAsync(flow, City("Milano"), 6);
        await ReportAsync(flow, City("Bergamo"), 1);
        await ReportAsync(flow, City("Athens"), 4);
        await ReportAsync(flow, City("Piraeus"), 2);
        await ReportAsync(flow, City("Lisboa"), 3);
        await flow.EndMinuteAsync();

        Assert.Equal(["Lisbon"], (await ShownAsync(flow)).Select(city => city.City.Name));
    }

    [Fact]
    public async Task The_same_two_people_are_no_city()
    {
        await using var flow = await Flow.StartAsync();
        for (var minute = 0; minute < 45; minute++)
        {
            _people = 0;
            await ReportAsync(flow, City("Milano"), 2);
            await flow.EndMinuteAsync();
        }

        Assert.Equal(4, flow.Board.Find("zoom")!.FindRegion("IT")!.Reports);
        Assert.Empty(await ShownAsync(flow));
    }

    [Fact]
    public async Task A_point_counts_for_the_city_near_it_and_a_country_for_none()
    {
        await using var flow = await Flow.StartAsync();
        for (var person = 0; person < 4; person++)
        {
            await ReceiveAsync(flow, new Submission("zoom", Latitude: 45.45 + (person * 0.01), Longitude: 9.19));
            await ReceiveAsync(flow, new Submission("zoom", Country: "DE"));
        }

        await flow.EndMinuteAsync();

        var city = Assert.Single(await ShownAsync(flow));
        Assert.Equal(("Milan", 4), (city.City.Name, city.Reports));
    }

    private static City City(string name) => Names.Find(name, null, 1)[0];

    private static async Task<IReadOnlyList<CityCount>> ShownAsync(Flow flow) =>
        await flow.Get<ServiceHistory>().CitiesAsync(flow.Board.Find("zoom")!, flow.Board.At) ?? throw new InvalidOperationException("Busy.");

    private async Task ReportAsync(Flow flow, City city, int people)
    {
        for (var person = 0; person < people; person++)
        {
            await ReceiveAsync(flow, new Submission("zoom", City: city.Id));
        }
    }

    private async Task ReceiveAsync(Flow flow, Submission submission) => Assert.IsType<IntakeResult.Stored>(await flow.Get<IIntake>().ReceiveAsync(
        submission, new Caller(new IPAddress([30, (byte)(_people / 250), (byte)(_people++ % 250), 1]), "Firefox"), CancellationToken.None));
}
