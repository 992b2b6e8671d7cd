using Reports.Domain.Catalog;

namespace Reports.Domain.Tests.Catalog;

public sealed class CatalogTests
{
    private static readonly ServiceCatalog Services = ServiceCatalog.LoadShipped();

    [Fact]
    public void The_shipped_catalogue_is_large_and_sound()
    {
        Assert.True(Services.Services.Count >= 80);
        Assert.NotNull(Services.Find("zoom"));
        Assert.NotNull(Services.Find("whatsapp"));
        Assert.All(Services.Services, service =>
        {
            Assert.True(Uri.TryCreate(service.Site, UriKind.Absolute, out _), service.Slug);
            Assert.All(service.Problems, problem => Assert.NotNull(Services.FindProblem(service, problem)));
            Assert.All(service.HomeCountries, country => Assert.NotNull(RegionCatalog.Instance.FindCountry(country)));
        });
        Assert.Equal(Services.Services.Count, Services.Services.Select(service => service.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("IT", "europe"), InlineData("CY", "europe"), InlineData("XK", "europe"), InlineData("TR", "middle-east"), InlineData("EG", "middle-east"),
     InlineData("US", "america"), InlineData("GL", "america"), InlineData("AF", "asia-pacific"), InlineData("KZ", "asia-pacific"), InlineData("MA", "africa")]
    public void A_country_lies_in_its_macro_region(string country, string region) =>
        Assert.Equal(region, RegionCatalog.Instance.FindCountry(country)!.MacroRegion);

    [Theory]
    [InlineData("en", "IT", "Italy"), InlineData("it", "US", "Stati Uniti"), InlineData("de", "IT-25", "Lombardei"), InlineData("en", "US-NY", "New York")]
    public void Names_come_in_every_language(string language, string code, string name) => Assert.Equal(name, RegionNames.Of(code, language));

    [Fact]
    public void A_problem_of_another_service_is_not_found() =>
        Assert.Null(Services.FindProblem(Services.Find("zoom")!, "no-signal"));

    [Fact]
    public void The_places_of_a_region_are_its_countries_or_its_range()
    {
        Assert.Contains(PlaceId.Parse("SA").CountryNumber, RegionPlaces.Of("middle-east").Countries!);
        Assert.Equal((PlaceId.Parse("IT").Value, PlaceId.Parse("IT").LastInCountry.Value), (RegionPlaces.Of("IT").From!.Value, RegionPlaces.Of("IT").To!.Value));
        Assert.Equal(RegionPlaces.Of("US-NY").From, RegionPlaces.Of("US-NY").To);
        Assert.Equal(RegionPlaces.World, RegionPlaces.Of("world"));
    }
}
