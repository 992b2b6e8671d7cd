using System.Globalization;
using System.IO.Compression;

namespace Reports.Pipeline.Places;

/// <summary>Settled places in cells of half a degree. Immutable, so safe for all threads.</summary>
internal sealed class CityIndex
{
    private const double EarthKilometres = 6371.0, KilometresPerDegree = Math.PI * EarthKilometres / 180;

    /// <summary>Tried in turn: most points have a neighbour close by, and a small circle reads few cells.</summary>
    private static readonly double[] Radii = [8, 40, 300, 1500];

    private readonly PlaceGrid<Settlement> _cities;
    private readonly HashSet<string> _divided;
    private readonly Lazy<Dictionary<string, (double Latitude, double Longitude)>> _middles;

    private CityIndex(List<Settlement> cities)
    {
        _divided = cities.Where(city => city.Subdivision is not null).Select(city => city.Country).ToHashSet(StringComparer.Ordinal);
        _cities = new(cities, city => (city.Latitude, city.Longitude));
        _middles = new(() => _cities.Items.Where(city => city.Subdivision is not null).GroupBy(city => city.Subdivision!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Vector.MiddleOf([.. group.Select(city => city.Position)]).ToDegrees(), StringComparer.Ordinal));
    }

    /// <param name="path">Gzipped lines of country, subdivision (may be empty), latitude and longitude between tabs, sorted by country.</param>
    public static CityIndex Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var shared = codes.GetAlternateLookup<ReadOnlySpan<char>>();
        var cities = new List<Settlement>();
        Span<Range> parts = stackalloc Range[5];
        while (reader.ReadLine() is { } text)
        {
            var line = text.AsSpan();
            if (line.Split(parts, '\t') != 4)
            {
                throw new InvalidDataException($"'{text}' in {path} is no place.");
            }

            var latitude = double.Parse(line[parts[2]], NumberStyles.Float, CultureInfo.InvariantCulture);
            var longitude = double.Parse(line[parts[3]], NumberStyles.Float, CultureInfo.InvariantCulture);
            cities.Add(new Settlement(Code(line[parts[0]])!, Code(line[parts[1]]), latitude, longitude, Vector.At(latitude, longitude)));
        }

        return new CityIndex(cities);

        string? Code(ReadOnlySpan<char> value)
        {
            if (value.IsEmpty)
            {
                return null;
            }

            shared.Add(value);
            return shared.TryGetValue(value, out var code) ? code : null;
        }
    }

    public bool HasSubdivisions(string country) => _divided.Contains(country);

    /// <summary>The settled place in the middle of those of a subdivision; null where there is none.</summary>
    public (double Latitude, double Longitude)? MiddleOf(string subdivision) => _middles.Value.TryGetValue(subdivision, out var middle) ? middle : null;

    /// <summary>The nearest place within <paramref name="kilometres"/>, of <paramref name="country"/> where one is given.</summary>
    public (string Country, string? Subdivision)? Nearest(double latitude, double longitude, double kilometres, string? country = null)
    {
        var point = Vector.At(latitude, longitude);
        foreach (var radius in Radii)
        {
            if (radius <= kilometres && Within(radius, latitude, longitude, point, country) is { } city)
            {
                return (city.Country, city.Subdivision);
            }
        }

        return null;
    }

    private Settlement? Within(double radius, double latitude, double longitude, Vector point, string? country)
    {
        // A chord grows with its arc, so chords may be compared in place of distances.
        var chord = 2 * Math.Sin(radius / EarthKilometres / 2);
        var nearest = chord * chord;
        Settlement? found = null;
        var reach = radius / KilometresPerDegree;
        var (south, north) = (PlaceGrid<Settlement>.Row(latitude - reach), PlaceGrid<Settlement>.Row(latitude + reach));
        var widest = Math.Max(Math.Abs(latitude - reach), Math.Abs(latitude + reach));

        // The widest a circle gets in longitude: sin(width) = sin(reach) / cos(latitude), and all around where it holds a pole.
        var width = widest >= 90 ? 180 : Math.Asin(Math.Sin(double.DegreesToRadians(reach)) / Math.Cos(double.DegreesToRadians(latitude))) * 180 / Math.PI;
        var west = PlaceGrid<Settlement>.Step(longitude - width);
        var count = Math.Min(PlaceGrid<Settlement>.Step(longitude + width) - west + 1, PlaceGrid<Settlement>.Columns);
        for (var row = south; row <= north; row++)
        {
            for (var step = 0; step < count; step++)
            {
                foreach (ref readonly var city in _cities.At(row, west + step))
                {
                    var distance = city.Position.SquaredChordTo(point);
                    if (distance < nearest && (country is null || string.Equals(city.Country, country, StringComparison.Ordinal)))
                    {
                        (nearest, found) = (distance, city);
                    }
                }
            }
        }

        return found;
    }

    private readonly record struct Settlement(string Country, string? Subdivision, double Latitude, double Longitude, Vector Position);
}
