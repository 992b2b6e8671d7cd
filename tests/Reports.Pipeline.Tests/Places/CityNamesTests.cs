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

    [Fact]
    public void A_whole_page_pasted_into_the_field_is_no_city_and_costs_no_more_than_its_length()
    {
        var page = string.Concat(Enumerable.Repeat("San Francisco ", 2_000));
        Assert.NotEmpty(Names.Find("San Francisco", null, 8));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(Names.Find(page, null, 8));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * page.Length);
    }

    [Theory]
    [InlineData(45.47, 9.20, "IT", "Milan")]
    [InlineData(45.53, 9.23, "IT", "Milan")] // Sesto San Giovanni, a suburb.
    [InlineData(43.71, 10.40, "IT", "Pisa")] // Livorno is larger, but another city.
    [InlineData(51.48, -0.10, "GB", "London")]
    [InlineData(-18.14, 178.44, "FJ", "Suva")]
    [InlineData(46.00, 9.30, "CH", null)] // A city abroad is none.
    [InlineData(23.00, 12.00, "DZ", null)]
    [InlineData(90, 0, "NO", null)]
    [InlineData(0, 180, "FJ", null)]
    [InlineData(0, -180, "FJ", null)]
    public void People_at_a_point_name_a_city_nearby(double latitude, double longitude, string country, string? city) =>
        Assert.Equal(city, Names.Near(latitude, longitude, country)?.Name);

    [Fact]
    public void The_middle_of_a_city_is_in_that_city_or_a_greater_one_also_at_the_edges_of_the_map()
    {
        foreach (var city in Names.Largest("FJ").Concat(Names.Largest("RU").Take(60)).Concat(Names.Largest("NO").Take(40)).Concat(Names.Largest("NZ")))
        {
            Assert.NotNull(Names.Near(city.Latitude, city.Longitude, city.Country));
        }
    }

    [Theory]
    [InlineData("Milano", "it", "Milano")]
    [InlineData("Milano", "de", "Mailand")]
    [InlineData("Rome", "it", "Roma")]
    [InlineData("Rome", "ar", "روما")]
    [InlineData("London", "fr", "Londres")]
    [InlineData("Istanbul", "tr", "İstanbul")]
    [InlineData("Köln", "en", "Cologne")]
    [InlineData("New York City", "en", "New York")]
    public void A_city_has_its_name_in_each_language_and_is_found_by_it(string text, string language, string name)
    {
        var city = Names.Find(text, null, 1)[0];

        Assert.Equal(name, city.NameIn(language));
        Assert.Equal(city.Id, Names.Find(name, null, 1)[0].Id);
        Assert.Same(city, Names.Find(city.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("zzzzqq")]
    [InlineData("\u0301")]
    public void Nothing_is_found_for_nothing(string text) => Assert.Empty(Names.Find(text, null, 8));
}
