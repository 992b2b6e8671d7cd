using Reports.Pipeline.Places;

namespace Reports.Pipeline.Tests.Places;

public sealed class PlaceLocatorTests
{
    private static readonly PlaceLocator Locator = new();

    [Theory]
    [InlineData(51.507, -0.128, "GB", "GB-ENG")]   // London
    [InlineData(55.953, -3.188, "GB", "GB-SCT")]   // Edinburgh
    [InlineData(54.597, -5.930, "GB", "GB-NIR")]   // Belfast
    [InlineData(41.893, 12.483, "IT", "IT-62")]    // Rome
    [InlineData(45.464, 9.190, "IT", "IT-25")]     // Milan
    [InlineData(37.502, 15.087, "IT", "IT-82")]    // Catania
    [InlineData(40.758, -73.986, "US", "US-NY")]   // New York, Times Square
    [InlineData(37.775, -122.419, "US", "US-CA")]  // San Francisco
    [InlineData(21.307, -157.858, "US", "US-HI")]  // Honolulu
    [InlineData(61.218, -149.900, "US", "US-AK")]  // Anchorage
    [InlineData(43.653, -79.383, "CA", "CA-ON")]   // Toronto
    [InlineData(45.502, -73.567, "CA", "CA-QC")]   // Montreal
    [InlineData(72.5, -85.0, "CA", "CA-NU")]       // Baffin Island, far from any town
    [InlineData(-23.551, -46.633, "BR", "BR-SP")]  // São Paulo
    [InlineData(-3.119, -60.022, "BR", "BR-AM")]   // Manaus
    [InlineData(24.713, 46.675, "SA", "SA-01")]    // Riyadh
    [InlineData(26.420, 50.090, "SA", "SA-04")]    // Dammam
    [InlineData(25.204, 55.270, "AE", "AE-DU")]    // Dubai
    [InlineData(41.008, 28.978, "TR", "TR-34")]    // Istanbul
    [InlineData(39.920, 32.854, "TR", "TR-06")]    // Ankara
    [InlineData(48.137, 11.575, "DE", "DE-BY")]    // Munich
    [InlineData(48.857, 2.352, "FR", "FR-IDF")]    // Paris
    [InlineData(41.919, 8.739, "FR", "FR-20R")]    // Ajaccio
    [InlineData(39.475, -0.377, "ES", "ES-VC")]    // Valencia
    [InlineData(28.124, -15.430, "ES", "ES-CN")]   // Las Palmas
    public void Locate_InACountryWithSubdivisions_NamesBoth(double latitude, double longitude, string country, string subdivision) =>
        Assert.Equal((country, subdivision), Locator.Locate(latitude, longitude));

    [Theory]
    [InlineData(-1.286, 36.817, "KE")]    // Nairobi
    [InlineData(35.690, 139.692, "JP")]   // Tokyo
    [InlineData(35.186, 33.382, "CY")]    // Nicosia
    [InlineData(35.340, 33.320, "CY")]    // Kyrenia, north of the line
    [InlineData(9.560, 44.065, "SO")]     // Hargeisa
    [InlineData(42.663, 21.166, "XK")]    // Pristina
    [InlineData(31.778, 35.235, "IL", "PS")] // Jerusalem, on a line that maps draw differently
    [InlineData(41.902, 12.453, "VA")]    // the Vatican, inside Rome
    [InlineData(43.936, 12.447, "SM")]    // San Marino
    [InlineData(43.738, 7.425, "MC")]     // Monaco
    [InlineData(36.140, -5.353, "GI")]    // Gibraltar, inside Spain's outline
    [InlineData(14.604, -61.066, "MQ")]   // Martinique, part of France's outline
    [InlineData(4.922, -52.313, "GF")]    // Cayenne
    [InlineData(-20.882, 55.451, "RE")]   // Réunion
    [InlineData(78.223, 15.647, "SJ")]    // Longyearbyen
    [InlineData(12.150, -68.270, "BQ")]   // Bonaire
    [InlineData(-10.488, 105.640, "CX")]  // Christmas Island
    [InlineData(-85, 20, "AQ")]
    public void Locate_Elsewhere_NamesTheCountry(double latitude, double longitude, params string[] countries)
    {
        var place = Locator.Locate(latitude, longitude);

        Assert.Contains(place?.Country, countries, StringComparer.Ordinal);
        Assert.Null(place?.Subdivision);
    }

    [Theory]
    [InlineData(-18.141, 178.442, "FJ")]  // Suva
    [InlineData(-16.780, -179.980, "FJ")] // Taveuni, west of Greenwich by a hair
    [InlineData(-16.690, 179.990, "FJ")]  // and east
    [InlineData(64.733, 177.510, "RU")]   // Anadyr, off its simplified coast
    [InlineData(66.2, -173.0, "RU")]      // Chukotka beyond the antimeridian
    [InlineData(71.2, 180, "RU")]         // Wrangel Island
    [InlineData(71.2, -180, "RU")]
    public void Locate_AroundTheAntimeridian_NamesTheCountry(double latitude, double longitude, string country) =>
        Assert.Equal(country, Locator.Locate(latitude, longitude)?.Country);

    [Theory]
    [InlineData(45.30, 12.60, "IT", "IT-34")]    // off Venice
    [InlineData(40.45, -73.80, "US", "US-NY", "US-NJ")] // off New York
    [InlineData(25.35, 55.05, "AE", "AE-DU")]    // off Dubai
    [InlineData(50.60, -1.00, "GB", "GB-ENG")]   // the Channel
    public void Locate_Offshore_NamesTheNearestCoast(double latitude, double longitude, string country, params string[] subdivisions)
    {
        var place = Locator.Locate(latitude, longitude);

        Assert.Equal(country, place?.Country);
        Assert.Contains(place?.Subdivision, subdivisions, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(30, -40)]
    [InlineData(0, -150)]
    [InlineData(-50, 100)]
    [InlineData(90, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(91, 0)]
    [InlineData(0, 181)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Locate_InTheOpenOceanOrNowhere_IsNull(double latitude, double longitude) =>
        Assert.Null(Locator.Locate(latitude, longitude));

    [Fact]
    public void Locate_FromManyThreads_AnswersAsFromOne()
    {
        var points = Enumerable.Range(0, 4_000).Select(i => (Latitude: i * 7.31 % 180 - 90, Longitude: i * 13.77 % 360 - 180)).ToArray();
        var fresh = new PlaceLocator();

        var together = points.AsParallel().AsOrdered().Select(point => fresh.Locate(point.Latitude, point.Longitude)).ToArray();

        Assert.Equal(points.Select(point => Locator.Locate(point.Latitude, point.Longitude)), together);
    }

    [Fact]
    public void Load_WithoutItsFiles_NamesTheOneThatIsMissing()
    {
        var empty = Directory.CreateTempSubdirectory();
        try
        {
            var error = Assert.Throws<FileNotFoundException>(() => new PlaceLocator(empty.FullName).Locate(0, 0));
            Assert.Contains("countries.geojson.gz", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            empty.Delete();
        }
    }
}
