using System.Globalization;
using System.IO.Compression;
using CsCheck;
using Reports.Domain.Catalog;
using Reports.Pipeline.Places;

namespace Reports.Pipeline.Tests.Places;

/// <summary>What holds for every point, and for what is none.</summary>
public sealed class PlaceProperties
{
    private const double EarthKilometres = 6371.0;
    private static readonly string Cities = PlaceFiles.InDirectory(null, "cities.tsv.gz");
    private static readonly PlaceLocator Locator = new();
    private static readonly CityNames Names = new();
    private static readonly CityIndex Index = CityIndex.Read(Cities);
    private static readonly (string Country, string? Subdivision, Vector Position, double Latitude, double Longitude)[] Settled = [.. Read(Cities)];

    /// <summary>Anywhere, on the lines where cells meet, around the poles and the antimeridian, and by a town.</summary>
    private static readonly Gen<(double Latitude, double Longitude)> Points = Gen.OneOf(
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180]),
        Gen.Select(Gen.Int[-180, 180], Gen.Int[-360, 360]).Select((latitude, longitude) => (latitude / 2.0, longitude / 2.0)),
        Gen.Select(Gen.OneOf(Gen.Double[-90, -87], Gen.Double[87, 90]), Gen.Double[-180, 180]),
        Gen.Select(Gen.Double[-90, 90], Gen.OneOf(Gen.Double[-180, -179.5], Gen.Double[179.5, 180])),
        Gen.Select(Gen.Int[0, Settled.Length - 1], Gen.Double[-0.3, 0.3], Gen.Double[-0.3, 0.3]).Select((city, north, east) =>
            (Math.Clamp(Settled[city].Latitude + north, -90, 90), Math.Clamp(Settled[city].Longitude + east, -180, 180))));

    [Fact]
    public void Any_point_lies_in_a_country_that_we_know_or_in_none() => Points.Sample(
        point => Locator.Locate(point.Latitude, point.Longitude) is not { } place || (RegionCatalog.Instance.FindCountry(place.Country) is { } country
            && (place.Subdivision is null || country.Subdivisions.Any(part => part.Code == place.Subdivision))),
        iter: 20_000);

    [Fact]
    public void Any_two_numbers_that_are_no_point_lie_nowhere() => Gen.Select(Gen.Double, Gen.Double).Sample(
        (latitude, longitude) => Locator.Locate(latitude, longitude) is null || (Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180), iter: 20_000);

    [Fact]
    public void Both_sides_of_the_antimeridian_are_one_place() => Gen.Double[-90, 90].Sample(
        latitude => Index.Nearest(latitude, 180, 300) == Index.Nearest(latitude, -180, 300), iter: 2_000);

    [Fact]
    public void The_nearest_town_is_the_one_that_a_look_at_all_of_them_finds() => Gen.Select(Points, Gen.OneOf(null, "US", "CA", "RU", "FJ", "IT"), Gen.OneOf(300.0, 1500.0)).Sample(
        (point, country, kilometres) =>
        {
            var here = Vector.At(point.Latitude, point.Longitude);
            var all = Settled.Where(city => country is null || city.Country == country).Select(city => (city.Country, city.Subdivision, Distance: city.Position.SquaredChordTo(here))).ToList();
            var nearest = all.Min(city => city.Distance);
            var found = Index.Nearest(point.Latitude, point.Longitude, kilometres, country);
            return found is { } town ? all.Any(city => city.Distance == nearest && (city.Country, city.Subdivision) == town) : nearest >= SquaredChord(kilometres);
        },
        iter: 600);

    [Fact]
    public void The_city_of_a_point_is_the_one_that_a_look_at_all_of_them_finds() => Gen.Select(Gen.Int[1, Settled.Length], Gen.Double[-0.19, 0.19], Gen.Double[-0.19, 0.19]).Sample(
        (number, north, east) =>
        {
            // As far east as north, also where degrees of longitude are short.
            var near = Settled[number - 1];
            var (latitude, longitude) = (Math.Clamp(near.Latitude + north, -90, 90), Math.Clamp(near.Longitude + (east / Math.Cos(double.DegreesToRadians(near.Latitude))), -180, 180));
            var here = Vector.At(latitude, longitude);
            var all = Names.Largest(near.Country).Select(city => (City: city, Distance: Vector.At(city.Latitude, city.Longitude).SquaredChordTo(here))).ToList();
            var greater = all.Where(city => city.Distance <= SquaredChord(10)).Select(city => city.City).FirstOrDefault();
            var expected = greater ?? all.Where(city => city.Distance < SquaredChord(20)).OrderBy(city => city.Distance).Select(city => city.City).FirstOrDefault();
            return Equals(Names.Near(latitude, longitude, near.Country), expected);
        },
        iter: 600);

    private static double SquaredChord(double kilometres) => Math.Pow(2 * Math.Sin(kilometres / EarthKilometres / 2), 2);

    private static IEnumerable<(string, string?, Vector, double, double)> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine()?.Split('\t') is [var country, var subdivision, var north, var east])
        {
            var (latitude, longitude) = (double.Parse(north, CultureInfo.InvariantCulture), double.Parse(east, CultureInfo.InvariantCulture));
            yield return (country, subdivision.Length == 0 ? null : subdivision, Vector.At(latitude, longitude), latitude, longitude);
        }
    }
}
