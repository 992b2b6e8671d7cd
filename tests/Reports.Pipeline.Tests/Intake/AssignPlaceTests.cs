using CsCheck;
using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Places;

namespace Reports.Pipeline.Tests.Intake;

public sealed class AssignPlaceTests
{
    private static readonly AssignPlace Places = new(new PlaceLocator(), new CityNames(), new AddressCountry());

    private static readonly Gen<string?> Countries = Gen.OneOf(Gen.OneOf<string?>(null, "", "XX", "it"), Gen.OneOf([.. RegionCatalog.Instance.Countries]).Select(country => (string?)country.Code));

    private static readonly Gen<string?> Subdivisions = Gen.OneOf(
        Gen.OneOf<string?>(null, "", "US", "US-", "US-ZZ", "SM-01", "VA-1", "XX-1"), Gen.OneOf([.. RegionCatalog.Instance.Countries.SelectMany(country => country.Subdivisions)]).Select(part => (string?)part.Code));

    private static readonly Gen<double?> Degrees = Gen.OneOf(Gen.OneOf<double?>(null, double.NaN, double.PositiveInfinity, -180, 180, 90, -0.0), Gen.Double[-181, 181].Select(degrees => (double?)degrees));

    [Theory]
    [InlineData(null), InlineData("")]
    public void A_country_that_is_left_empty_is_that_of_the_subdivision(string? country)
    {
        var submission = new Submission("zoom", Country: country, Subdivision: "SM-01");

        Assert.Empty(RejectWrongInput.Check(submission));
        Assert.Equal("SM", Places.For(submission, address: null).Place.ToString());
    }

    [Fact]
    public void What_is_not_refused_lies_where_it_says() => Gen.Select(Degrees, Degrees, Countries, Subdivisions).Sample((latitude, longitude, country, subdivision) =>
    {
        var submission = new Submission("zoom", Latitude: latitude, Longitude: longitude, Country: country, Subdivision: subdivision);
        if (RejectWrongInput.Check(submission).Count > 0)
        {
            return true;
        }

        var place = Places.For(submission, address: null).Place;
        var said = string.IsNullOrEmpty(subdivision) ? country ?? "" : subdivision;
        return latitude is not null
            ? place.IsUnknown || RegionCatalog.Instance.CountryOf(place) is not null
            : place.ToString() == said || place.ToString() == said.Split('-')[0];
    }, iter: 20_000);
}
