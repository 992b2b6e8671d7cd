using CsCheck;
using Reports.Domain.Catalog;

namespace Reports.Domain.Tests.Catalog;

public sealed class PlaceIdTests
{
    [Theory]
    [InlineData("AA"), InlineData("IT"), InlineData("ZZ"), InlineData("US-NY"), InlineData("IT-25"), InlineData("GB-ENG"), InlineData("FR-20R"), InlineData("CN-0")]
    public void Parse_AnyCode_ReadsBackTheSame(string code) => Assert.Equal(code, PlaceId.Parse(code).ToString());

    [Theory]
    [InlineData(""), InlineData("I"), InlineData("it"), InlineData("ITA"), InlineData("IT-"), InlineData("IT-ABCD"), InlineData("IT-a"), InlineData("IT_25")]
    public void TryParse_NoIsoCode_IsRefused(string code) => Assert.False(PlaceId.TryParse(code, out _));

    [Fact]
    public void Every_place_of_the_catalogue_has_a_number_of_its_own_inside_its_country()
    {
        var seen = new HashSet<int>();
        foreach (var country in RegionCatalog.Instance.Countries)
        {
            Assert.True(country.Place.IsCountry);
            Assert.True(seen.Add(country.Place.Value));
            foreach (var part in country.Subdivisions)
            {
                Assert.True(seen.Add(part.Place.Value));
                Assert.Equal(country.Place, part.Place.Country);
                Assert.InRange(part.Place.Value, country.Place.Value + 1, country.Place.LastInCountry.Value);
            }
        }
    }

    [Fact]
    public void Any_suffix_reads_back_and_stays_in_its_country() =>
        Gen.Select(Gen.Char['A', 'Z'], Gen.Char['A', 'Z'], Gen.String[Gen.Char["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"], 1, 3]).Sample((first, second, suffix) =>
        {
            var place = PlaceId.Parse($"{first}{second}-{suffix}");
            return place.ToString() == $"{first}{second}-{suffix}" && place.Country.ToString() == $"{first}{second}";
        });

    [Fact]
    public void Any_text_is_refused_or_reads_back() => Gen.OneOf(Gen.String[0, 8], Gen.String[Gen.Char["AZ09-az \0"], 0, 8]).Sample(
        text => PlaceId.TryParse(text, out var place) ? place.ToString() == text && place.Value > 0 && place.Country <= place && place <= place.LastInCountry : place.IsUnknown, iter: 20_000);
}
