using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Scenarios.Populations;

namespace Reports.Scenarios.Tests.Populations;

public sealed class PopulationModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("zoom", "US")]
    [InlineData("whatsapp", "IT")]
    [InlineData("netflix", "BR")]
    [InlineData("intesa-sanpaolo", "IT")]
    [InlineData("stc", "SA")]
    public void The_small_hours_are_quiet_and_the_day_is_not(string slug, string code)
    {
        Assert.All([8, 9, 10, 11], day =>
        {
            var four = AtLocal(slug, code, day, 4);
            Assert.True(four > 0);
            Assert.True(AtLocal(slug, code, day, 11) > 2.5 * four);
            Assert.True(AtLocal(slug, code, day, 20) > 2.5 * four);
        });
    }

    [Fact]
    public void Meetings_fill_office_hours_and_games_fill_evenings_and_weekends()
    {
        Assert.True(AtLocal("zoom", "US", 10, 11) > 2 * AtLocal("zoom", "US", 10, 20));
        Assert.True(AtLocal("zoom", "US", 10, 11) > 2 * AtLocal("zoom", "US", 14, 11));
        Assert.True(AtLocal("steam", "US", 10, 20) > 2 * AtLocal("steam", "US", 10, 11));
        Assert.True(AtLocal("steam", "US", 14, 16) > 1.5 * AtLocal("steam", "US", 10, 16));
    }

    [Fact]
    public void Where_the_weekend_is_Friday_and_Saturday_Sunday_is_a_working_day()
    {
        Assert.True(AtLocal("zoom", "SA", 15, 11) > 2 * AtLocal("zoom", "SA", 13, 11));
        Assert.True(AtLocal("zoom", "GB", 13, 11) > 2 * AtLocal("zoom", "GB", 15, 11));
    }

    [Fact]
    public void Local_time_follows_summer_time()
    {
        Assert.Equal(AtLocal("zoom", "IT", 10, 11), AtLocal("zoom", "IT", 9, 11, month: 6), 12);
    }

    [Fact]
    public void National_networks_and_banks_stay_at_home_and_world_services_do_not()
    {
        foreach (var service in Shipped.Services.Services)
        {
            var countries = Shipped.Population.CountriesOf(service);
            Assert.NotEmpty(countries);
            Assert.Equal(1, countries.Sum(each => each.Share), 9);
            if (service.Category is "banking" or "mobile-networks")
            {
                Assert.All(countries, each => Assert.Contains(each.Country.Code, service.HomeCountries, StringComparer.Ordinal));
            }
        }

        Assert.InRange(Shipped.Population.CountriesOf(Shipped.Services.Find("whatsapp")!).Count, 25, 40);
        Assert.All(MacroRegions.All, region => Assert.Contains(Shipped.Population.CountriesOf(Shipped.Zoom), each => each.Country.MacroRegion == region));
    }

    [Fact]
    public void Every_weight_names_a_service_of_the_catalogue()
    {
        var facts = ShippedFacts();
        Assert.All(facts.Keys, slug => Assert.NotNull(Shipped.Services.Find(slug)));
    }

    [Fact]
    public void Zoom_brings_three_to_six_reports_a_minute_at_busy_hours()
    {
        var busy = Shipped.HoursOfWeek.Select(World).Order().ToList();
        output.WriteLine($"Zoom per minute: lowest {busy[0]:0.00}, median {busy[84]:0.00}, highest {busy[^1]:0.00}");
        Assert.InRange(busy[^1], 3, 6);
        Assert.InRange(busy[150], 3, 6);

        static double World(int minute) => Shipped.Population.CountriesOf(Shipped.Zoom).Sum(each => Shipped.Population.Usual(Shipped.Zoom, each.Country, minute));
    }

    private static double AtLocal(string slug, string code, int day, int hour, int month = 3)
    {
        var country = Shipped.Regions.FindCountry(code)!;
        var local = new DateTime(2026, month, day, hour, 5, 0, DateTimeKind.Unspecified);
        var minute = MinuteBucket.Of(new DateTimeOffset(local, country.TimeZone.GetUtcOffset(local)));
        return Shipped.Population.Usual(Shipped.Services.Find(slug)!, country, minute);
    }

    private static Dictionary<string, System.Text.Json.JsonElement> ShippedFacts()
    {
        using var stream = typeof(PopulationModel).Assembly.GetManifestResourceStream("Reports.Scenarios.Populations.Data.services.json")!;
        using var document = System.Text.Json.JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("services").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.Clone(), StringComparer.Ordinal);
    }
}
