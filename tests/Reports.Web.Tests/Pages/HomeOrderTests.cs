using Bunit;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Components;
using Reports.Web.Features.Home;

namespace Reports.Web.Tests.Pages;

/// <summary>What stands first on home, by the region of its reader.</summary>
public sealed class HomeOrderTests : BunitContext
{
    [Theory]
    [InlineData(null, "Zoom"), InlineData("america", "Zoom"), InlineData("europe", "Vodafone Italia"), InlineData("africa", "Zoom")]
    public void Of_two_outages_the_one_in_the_readers_region_is_the_headline_and_the_other_is_told_beside_it(string? own, string first)
    {
        var page = Home(TwoOutages(), own);

        Assert.Contains(first, page.Find("#sentence").TextContent, StringComparison.Ordinal);
        Assert.Contains(first == "Zoom" ? "Vodafone Italia" : "Zoom", page.Find(".also").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_possible_outage_at_home_does_not_come_before_a_certain_one_elsewhere()
    {
        var board = TwoOutages(StatusLevel.Possible);

        Assert.Contains("Zoom", Home(board, "europe").Find("#sentence").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("europe", "Vodafone Italia", "stc"), InlineData("middle-east", "stc", "Vodafone Italia")]
    public void In_a_category_what_is_at_home_elsewhere_only_comes_last(string own, string first, string last)
    {
        var names = Home(SampleBoards.Calm(), own).FindAll("section[aria-labelledby='c-mobile-networks'] .rows a").Select(row => row.TextContent).ToList();

        Assert.Equal(2, names.Count);
        Assert.Contains(first, names[0], StringComparison.Ordinal);
        Assert.Contains(last, names[1], StringComparison.Ordinal);
    }

    private static StatusBoard TwoOutages(StatusLevel vodafone = StatusLevel.Outage)
    {
        static OutageView Open(MonitoredService service, StatusLevel level, int region) => SampleOutages.Vodafone(OutageState.Outage) with
        {
            Service = service,
            State = level == StatusLevel.Possible ? OutageState.Possible : OutageState.Outage,
            Extent = [.. MacroRegions.All.Select((_, i) => i == region ? Extent.Widespread : Extent.None)],
        };
        var zoom = new ServiceStatusBuilder(SampleServices.Zoom, SampleBoards.Now).Country("US", 0.5, 80, StatusLevel.Outage).Outage(Open(SampleServices.Zoom, StatusLevel.Outage, 0), StatusLevel.Outage).Build();
        var other = new ServiceStatusBuilder(SampleServices.Vodafone, SampleBoards.Now).Country("IT", 0.4, 14, vodafone).Outage(Open(SampleServices.Vodafone, vodafone, 2), vodafone).Build();
        return new StatusBoard(3, SampleBoards.Now, false, [zoom, other], []);
    }

    private IRenderedComponent<HomePage> Home(StatusBoard board, string? own)
    {
        var context = new PageContext(ShippedTexts.Of("en"), board, ShippedTexts.All.Shipped, null, "/", "", "https://reports.example", null);
        return Render<HomePage>(parameters => parameters.AddCascadingValue(context).Add(page => page.Page, context).Add(page => page.Own, own));
    }
}
