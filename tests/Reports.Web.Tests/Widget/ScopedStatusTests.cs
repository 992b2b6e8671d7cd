using Reports.Domain.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.Widget;
using Reports.Web.Tests.Pages;

namespace Reports.Web.Tests.Widget;

public sealed class ScopedStatusTests
{
    [Theory]
    [InlineData("america", StatusLevel.Outage, "America"), InlineData("europe", StatusLevel.Outage, "some of Europe")]
    [InlineData("europe", StatusLevel.Recovering, "Europe"), InlineData("US", StatusLevel.Outage, "United States")]
    public void A_region_that_fails_in_part_is_not_called_down_as_a_whole(string region, StatusLevel level, string places)
    {
        var zoom = SampleBoards.Blackout().Find("zoom")!;

        Assert.Equal(places, new ScopedStatus(zoom, zoom.FindRegion(region)! with { Status = level }).Places(ShippedTexts.Of("en")));
    }

    [Theory]
    [InlineData("america", "14:02")]
    [InlineData("middle-east", "14:02")] // told six minutes after the outage was seen: it failed with the others
    [InlineData("europe", "14:19")] // joined a quarter of an hour later
    public void A_region_is_down_since_it_failed_not_since_it_was_told(string region, string since)
    {
        var zoom = SampleBoards.Blackout().Find("zoom")!;
        var scope = new ScopedStatus(zoom, zoom.FindRegion(region)! with { Status = StatusLevel.Outage });

        Assert.Contains(since, scope.Sentence(ShippedTexts.Of("en"), SampleBoards.Now), StringComparison.Ordinal);
    }

    [Fact]
    public void Far_above_usual_is_not_nothing_unusual_though_nobody_calls_it_down()
    {
        var zoom = SampleBoards.Calm().Find("zoom")!;
        var scope = new ScopedStatus(zoom, zoom.FindRegion("europe")! with { Status = StatusLevel.Operational, Reports = 48, Expected = 1, Lower = 0, Upper = 3 });

        Assert.Equal((true, "Zoom: more reports than usual in Europe, not flagged."), (scope.IsAbove, scope.Sentence(ShippedTexts.Of("en"), SampleBoards.Now)));
        Assert.False(new ScopedStatus(zoom, zoom.FindRegion("europe")! with { Reports = 2, Expected = 1, Lower = 0, Upper = 3 }).IsAbove);
    }
}
