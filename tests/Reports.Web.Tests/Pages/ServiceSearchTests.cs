using Reports.Domain.Catalog;
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
    [InlineData("whatsp", "whatsapp"), InlineData("playstaton", "playstation-network"), InlineData("yuotub", "youtube"), InlineData("network", "playstation-network")]
    public void A_name_is_found_before_it_is_typed_to_its_end_also_with_a_slip(string query, string slug) =>
        Assert.Equal([slug], ServiceSearch.Find(SampleServices.All, query).Select(service => service.Slug));

    [Theory]
    [InlineData("زوم", "zoom"), InlineData("انستقرام", "instagram"), InlineData("يوتيوب", "youtube"), InlineData("نتفلكس", "netflix"), InlineData("تيمز", "microsoft-teams")]
    public void The_largest_are_found_as_they_are_written_in_Arabic(string query, string slug) =>
        Assert.Equal(slug, ServiceSearch.Find(ServiceCatalog.LoadShipped().Services, query)[0].Slug);

    [Fact]
    public void A_word_that_begins_so_comes_before_a_word_that_contains_it_and_slips_come_only_alone()
    {
        Assert.Equal(["intesa-sanpaolo", "whatsapp"], ServiceSearch.Find(SampleServices.All, "sa").Select(service => service.Slug));
        Assert.Equal(["webex"], ServiceSearch.Find(SampleServices.All, "webex").Select(service => service.Slug));
        Assert.Null(ServiceSearch.Cut("  "));
        Assert.Equal(79, ServiceSearch.Cut(new string('a', 79) + "😀")!.Length);
    }

    [Theory]
    [InlineData(""), InlineData("  "), InlineData("qqqqq"), InlineData("xo")]
    public void Find_FindsNothingInNonsense(string query) => Assert.Empty(ServiceSearch.Find(SampleServices.All, query));

    [Fact]
    public void A_whole_page_pasted_into_the_field_costs_no_more_than_a_line()
    {
        var page = string.Concat(Enumerable.Repeat("zoomzoom", 4_000));
        ServiceSearch.Find(SampleServices.All, "zoomzoom");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(ServiceSearch.Find(SampleServices.All, page));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Exactly_NeedsTheWholeName()
    {
        Assert.Equal("zoom", ServiceSearch.Exactly(SampleServices.All, "Zoom")?.Slug);
        Assert.Null(ServiceSearch.Exactly(SampleServices.All, "zoo"));
    }
}
