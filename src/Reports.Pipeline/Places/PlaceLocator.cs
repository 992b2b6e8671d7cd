namespace Reports.Pipeline.Places;

/// <summary>
/// Turns coordinates into a country and, where the catalogue knows any, a subdivision. The country is the one whose outline contains
/// the point; off the outlines (they are simplified, so a pier may lie outside) it is that of the nearest settled place. The subdivision
/// is that of the nearest settled place in the country, and so right except close to a border.
/// </summary>
/// <remarks>Safe for all threads. The data are read once, on first use, in well under a second.</remarks>
public sealed class PlaceLocator
{
    /// <summary>Beyond the twelve-mile zone and any fishing ground, but short of giving the open ocean to somebody.</summary>
    private const double OffshoreKilometres = 300;

    /// <summary>Reaches a settled place from anywhere inside a country with subdivisions, the Arctic islands included.</summary>
    private const double InlandKilometres = 1500;

    private readonly Lazy<(CountryShapes Shapes, CityIndex Cities)> _data;

    /// <param name="directory">Where <c>countries.geojson.gz</c> and <c>cities.tsv.gz</c> are; null for the files shipped with the product.</param>
    public PlaceLocator(string? directory = null) => _data = new(() => (
        CountryShapes.Read(PlaceFiles.InDirectory(directory, "countries.geojson.gz")),
        CityIndex.Read(PlaceFiles.InDirectory(directory, "cities.tsv.gz"))));

    /// <summary>
    /// For maps that draw points: one inside the largest part of a country, or the settled place in the middle of those of a subdivision; null
    /// where there is none.
    /// </summary>
    /// <param name="region">ISO 3166-1 alpha-2 or ISO 3166-2.</param>
    public (double Latitude, double Longitude)? PointIn(string region) => region.Contains('-', StringComparison.Ordinal)
        ? _data.Value.Cities.MiddleOf(region)
        : _data.Value.Shapes.PointIn(region) is { } point ? (point.Y, point.X) : null;

    /// <summary>The country and subdivision (ISO 3166) of a point; null in the open ocean and for what is no point on Earth.</summary>
    /// <param name="latitude">Degrees north, −90 to 90.</param>
    /// <param name="longitude">Degrees east, −180 to 180.</param>
    public (string Country, string? Subdivision)? Locate(double latitude, double longitude)
    {
        if (!(Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180))
        {
            return null;
        }

        var (shapes, cities) = _data.Value;
        var country = shapes.Find(latitude, longitude);
        if (country is null)
        {
            return cities.Nearest(latitude, longitude, OffshoreKilometres);
        }

        return cities.HasSubdivisions(country)
            ? (country, cities.Nearest(latitude, longitude, InlandKilometres, country)?.Subdivision)
            : (country, null);
    }
}
