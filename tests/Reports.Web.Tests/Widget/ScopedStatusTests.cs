using Reports.Domain.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.Widget;
using Reports.Web.Tests.Pages;

namespace Reports.Web.Tests.Widget;

public sealed class ScopedStatusTests
{
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
}
