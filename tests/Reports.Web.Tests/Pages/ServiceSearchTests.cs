using Reports.TestKit.Boards;
using Reports.Web.Features.Home;

namespace Reports.Web.Tests.Pages;

public sealed class ServiceSearchTests
{
    [Theory]
    [InlineData("zoom", "zoom"), InlineData("ZOOM ", "zoom"), InlineData("zoon", "zoom"), InlineData("zomo", "zoom")]
    [InlineData("wathsapp", "whatsapp"), InlineData("wa", "whatsapp"), InlineData("psn", "playstation-network"), InlineData("sanpaolo", "intesa-sanpaolo")]
    [InlineData("you tube", "youtube"), InlineData("vodafóne", "vodafone-italia")]
    public void Find_ForgivesSmallSlips(string query, string slug) =>
        Assert.Equal(slug, ServiceSearch.Find(SampleServices.All, query)[0].Slug);

    [Theory]
    [InlineData(""), InlineData("  "), InlineData("qqqqq"), InlineData("xo")]
    public void Find_FindsNothingInNonsense(string query) => Assert.Empty(ServiceSearch.Find(SampleServices.All, query));

    [Fact]
    public void Exactly_NeedsTheWholeName()
    {
        Assert.Equal("zoom", ServiceSearch.Exactly(SampleServices.All, "Zoom")?.Slug);
        Assert.Null(ServiceSearch.Exactly(SampleServices.All, "zoo"));
    }
}
