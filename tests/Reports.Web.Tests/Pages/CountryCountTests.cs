using Reports.TestKit.Boards;
using Reports.Web.Components;
using Reports.Web.Components.Maps;

namespace Reports.Web.Tests.Pages;

public sealed class CountryCountTests
{
    [Theory]
    [InlineData(9, 0.1, "few")]
    [InlineData(10, 10, "c0")]
    [InlineData(14, 8, "c1")]
    [InlineData(30, 10, "c2")]
    [InlineData(60, 10, "c3")]
    [InlineData(150, 10, "c4")]
    [InlineData(400, 10, "c5")]
    public void Shade_ComparesACountryWithItself(int reports, double expected, string shade) =>
        Assert.Equal(shade, new CountryCount("IT", reports, expected, new UsualRange(expected, 0, expected * 1.2)).Shade);

    [Fact]
    public void Shade_InsideTheUsualRange_IsUsualWhateverTheRatio() => Assert.Equal("c0", new CountryCount("IT", 12, 5, new UsualRange(5, 0, 14)).Shade);

    [Theory]
    [InlineData(29, "c0"), InlineData(30, "c1"), InlineData(60, "c2")]
    public void Shade_WithoutARange_GoesByTheRatioAlone(int reports, string shade) => Assert.Equal(shade, new CountryCount("IT", reports, 20, null).Shade);

    [Fact]
    public void TimesUsual_OfTooFew_IsNotSaid() => Assert.Null(new CountryCount("IT", 9, 1, null).TimesUsual);

    [Theory]
    [InlineData(0.4, true), InlineData(0.5, false), InlineData(double.NaN, true)]
    public void IsUsuallyAlmostNone_BelowHalfAReport(double expected, bool isRare) =>
        Assert.Equal(isRare, new CountryCount("IT", 20, expected, null).IsUsuallyAlmostNone);

    [Fact]
    public void In_KeepsTheCountriesOfAMacroRegion()
    {
        var countries = CountryCount.Of(SampleBoards.Blackout().Find("zoom")!);

        Assert.Contains(CountryCount.In(countries, "middle-east"), country => country.Code == "SA");
        Assert.DoesNotContain(CountryCount.In(countries, "middle-east"), country => country.Code == "US");
    }

    [Fact]
    public void A_sum_of_usual_ranges_is_narrower_than_the_sum_of_their_edges()
    {
        var sum = UsualRange.Sum(Enumerable.Repeat(new UsualRange(10, 6, 14), 4));

        Assert.Equal(new UsualRange(40, 32, 48), sum);
    }
}
