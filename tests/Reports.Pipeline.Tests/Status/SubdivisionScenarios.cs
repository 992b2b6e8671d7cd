using System.Net;
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
        var series = await flow.Get<SeriesReader>().ReadAsync(
            flow.Catalog.Find("zoom")!, "US-NY", (int)(Flow.Start.ToUnixTimeSeconds() / 60), (int)(Flow.Start.ToUnixTimeSeconds() / 60) + 60, 60, default);
        Assert.Equal(0, Assert.Single(series).Reports);
    }

    private static Task ReportAsync(Flow flow, string subdivision, int people) => Task.WhenAll(Enumerable.Range(0, people).Select(person =>
        flow.Get<IIntake>().ReceiveAsync(
            new Submission("zoom", Country: subdivision[..2], Subdivision: subdivision),
            new Caller(new IPAddress([(byte)(30 + person), (byte)subdivision[3], (byte)subdivision[4], 1]), "Firefox"), CancellationToken.None)));
}
