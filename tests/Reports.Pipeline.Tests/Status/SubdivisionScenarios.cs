using System.Net;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.TestKit.Flows;

namespace Reports.Pipeline.Tests.Status;

/// <summary>What is shown below a country, from reports to the board.</summary>
public sealed class SubdivisionScenarios
{
    [Fact]
    public async Task Places_with_too_few_people_are_told_by_their_country_only()
    {
        await using var flow = await Flow.StartAsync();
        await ReportAsync(flow, "US-NY", 5);
        await ReportAsync(flow, "US-CA", 4);
        await ReportAsync(flow, "US-TX", 3);
        await ReportAsync(flow, "US-NV", 2);
        await ReportAsync(flow, "US-OH", 2);
        await ReportAsync(flow, "CA-ON", 2);
        await flow.EndMinuteAsync();

        var zoom = flow.Board.Find("zoom")!;
        Assert.Equal([("US-NY", 5), ("US-CA", 4), ("US-TX", 3)], zoom.Subdivisions.Select(part => (part.Region, part.Reports)));
        Assert.Equal(16, zoom.FindRegion("US")!.Reports);
        Assert.Equal(2, zoom.FindRegion("CA")!.Reports);
    }

    [Fact]
    public async Task A_rest_of_too_few_people_cannot_be_worked_out_by_subtraction()
    {
        await using var flow = await Flow.StartAsync();
        await ReportAsync(flow, "US-NY", 6);
        await ReportAsync(flow, "US-CA", 3);
        await ReportAsync(flow, "US-TX", 1);
        await flow.EndMinuteAsync();

        Assert.Equal(["US-NY"], flow.Board.Find("zoom")!.Subdivisions.Select(part => part.Region));
        Assert.Equal((6, 0), (await HourAsync(flow, "US-NY"), await HourAsync(flow, "US-CA")));
    }

    [Fact]
    public async Task Courses_of_several_steps_cannot_be_subtracted_from_each_other()
    {
        await using var flow = await Flow.StartAsync();
        await ReportAsync(flow, "US-NY", 3);
        await flow.EndMinuteAsync();
        await ReportAsync(flow, "US-NY", 1, first: 3);
        await flow.EndMinuteAsync();

        Assert.Equal(4, await HourAsync(flow, "US-NY"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => flow.Get<SeriesReader>().ReadAsync(flow.Catalog.Find("zoom")!, "US-NY", FirstMinute, FirstMinute + 5, 5, default));
    }

    [Theory]
    [InlineData(605, 655, 700, 600, 660), InlineData(605, 655, 658, 600, 600), InlineData(600, 660, 660, 600, 660), InlineData(0, 700, 700, 0, 660)]
    public void The_hour_that_runs_is_told_when_it_has_ended(int from, int to, int now, int first, int end) =>
        Assert.Equal((first, end), SeriesReader.FinishedHours(from, to, now));

    [Fact]
    public async Task Whom_it_works_for_is_not_told_of_too_few_nor_left_by_subtraction()
    {
        await using var flow = await Flow.StartAsync();
        foreach (var (place, works) in ((string, int)[])[("US-NY", 4), ("US-CA", 3), ("US-TX", 2)])
        {
            await ReportAsync(flow, place, 10);
            await ReportAsync(flow, place, works, ReportKind.Works, first: 20);
        }

        await flow.EndMinuteAsync();
        Assert.Equal([("US-CA", 10, null), ("US-NY", 10, (int?)4), ("US-TX", 10, null)], flow.Board.Find("zoom")!.Subdivisions.Select(part => (part.Region, part.Reports, part.Works)).Order());
    }

    [Fact]
    public async Task The_same_two_people_are_never_three()
    {
        await using var flow = await Flow.StartAsync();
        for (var minute = 0; minute < 45; minute++)
        {
            await ReportAsync(flow, "US-NY", 2);
            await flow.EndMinuteAsync();
        }

        Assert.Equal(4, flow.Board.Find("zoom")!.FindRegion("US")!.Reports);
        Assert.Empty(flow.Board.Find("zoom")!.Subdivisions);
        Assert.Equal(0, await HourAsync(flow, "US-NY"));
    }

    private static int FirstMinute => (int)(Flow.Start.ToUnixTimeSeconds() / 60);

    private static async Task<int> HourAsync(Flow flow, string region) =>
        Assert.Single(await flow.Get<SeriesReader>().ReadAsync(flow.Catalog.Find("zoom")!, region, FirstMinute, FirstMinute + 60, 60, default)).Reports;

    private static Task ReportAsync(Flow flow, string subdivision, int people, ReportKind kind = ReportKind.Down, int first = 0) => Task.WhenAll(Enumerable.Range(first, people).Select(person =>
        flow.Get<IIntake>().ReceiveAsync(
            new Submission("zoom", kind, Country: subdivision[..2], Subdivision: subdivision),
            new Caller(new IPAddress([(byte)(30 + person), (byte)subdivision[3], (byte)subdivision[4], 1]), "Firefox"), CancellationToken.None)));
}
