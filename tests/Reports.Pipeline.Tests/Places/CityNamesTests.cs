using Reports.Pipeline.Places;

namespace Reports.Pipeline.Tests.Places;

public sealed class CityNamesTests
{
    private static readonly CityNames Names = new();

    [Theory]
    [InlineData("Milano", "IT", "IT-25")]
    [InlineData("milan", "IT", "IT-25")]
    [InlineData("München", "DE", "DE-BY")]
    [InlineData("munchen", "DE", "DE-BY")]
    [InlineData("Londra", "GB", "GB-ENG")]
    [InlineData("paris", "FR", "FR-IDF")]
    [InlineData("الرياض", "SA", "SA-01")]
    [InlineData("são p", "BR", "BR-SP")]
    [InlineData("los ang", "US", "US-CA")]
    public void The_best_known_city_comes_first(string text, string country, string? subdivision)
    {
        var first = Names.Find(text, null, 8)[0];

        Assert.Equal((country, subdivision), (first.Country, first.Subdivision));
    }

    [Fact]
    public void A_country_narrows_the_search_and_a_later_word_is_enough()
    {
        Assert.All(Names.Find("paris", "US", 8), city => Assert.Equal("US", city.Country));
        Assert.Contains(Names.Find("angeles", "US", 8), city => string.Equals(city.Subdivision, "US-CA", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("zzzzqq")]
    [InlineData("\u0301")]
    public void Nothing_is_found_for_nothing(string text) => Assert.Empty(Names.Find(text, null, 8));
}
