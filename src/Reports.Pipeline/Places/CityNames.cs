using System.Globalization;
using System.IO.Compression;
using System.Text;
using Reports.Pipeline.Intake;

namespace Reports.Pipeline.Places;

/// <summary>
/// Cities of 10,000 people and more, by the names people type in any of the shipped languages, by number, and by where they lie. Immutable once
/// read, which takes about a third of a second on first use; safe for all threads.
/// </summary>
public sealed class CityNames
{
    private const double NearKilometres = 20, GreaterKilometres = 10, EarthKilometres = 6371.0;
    private static readonly double Nearest = SquaredChord(NearKilometres), Greater = SquaredChord(GreaterKilometres);

    private readonly Lazy<Data> _data;

    /// <param name="directory">Where <c>city-names.tsv.gz</c> is; null for the file shipped with the product.</param>
    public CityNames(string? directory = null) => _data = new(() => new Data(Read(PlaceFiles.InDirectory(directory, "city-names.tsv.gz"))));

    /// <summary>Cities with a name, or a word of it, that begins with <paramref name="text"/>; whole names first, then the largest. Accents and case do not matter.</summary>
    /// <param name="country">Of this country only; null for all.</param>
    /// <param name="most">How many at most, > 0.</param>
    public IReadOnlyList<City> Find(string text, string? country, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var wanted = Plain(text.Trim());
        if (wanted.Length == 0 || wanted.Length > _data.Value.LongestName)
        {
            return [];
        }

        var laterWord = " " + wanted;
        return [.. _data.Value.LargestFirst
            .Where(entry => country is null || string.Equals(entry.City.Country, country, StringComparison.Ordinal))
            .Select(entry => (entry.City, Rank: entry.Rank(wanted, laterWord)))
            .Where(found => found.Rank < int.MaxValue)
            .OrderBy(found => found.Rank)
            .Take(most)
            .Select(found => found.City)];
    }

    /// <summary>The city of a number; null where the list has none.</summary>
    public City? Find(int id) => _data.Value.ById.GetValueOrDefault(id);

    /// <summary>The largest cities of a subdivision, or of a country; largest first.</summary>
    /// <param name="region">ISO 3166-1 alpha-2 or ISO 3166-2.</param>
    public IEnumerable<City> Largest(string region) => _data.Value.LargestFirst.Select(entry => entry.City)
        .Where(city => string.Equals(city.Country, region, StringComparison.Ordinal) || string.Equals(city.Subdivision, region, StringComparison.Ordinal));

    /// <summary>
    /// The city that people at a point name: the largest one whose middle is within 10 km, so that suburbs count for their city, else the nearest
    /// within 20 km; null in the country.
    /// </summary>
    /// <param name="latitude">Degrees north, −90 to 90.</param>
    /// <param name="longitude">Degrees east, −180 to 180.</param>
    /// <param name="country">Cities of this country only (ISO 3166-1 alpha-2).</param>
    public City? Near(double latitude, double longitude, string country)
    {
        var point = Vector.At(latitude, longitude);
        var nearest = Nearest;
        (City? found, var rank) = (null, int.MaxValue);
        var north = double.RadiansToDegrees(NearKilometres / EarthKilometres);

        // A degree of longitude is shortest on the side of the pole; from there on, all around it.
        var cosine = Math.Cos(double.DegreesToRadians(Math.Min(Math.Abs(latitude) + north, 90)));
        var east = Math.Min(north / Math.Max(cosine, 1e-9), 180);
        for (var row = PlaceGrid<Entry>.Row(latitude - north); row <= PlaceGrid<Entry>.Row(latitude + north); row++)
        {
            for (var step = PlaceGrid<Entry>.Step(longitude - east); step <= PlaceGrid<Entry>.Step(longitude + east); step++)
            {
                foreach (var entry in _data.Value.Cells.At(row, step))
                {
                    var distance = entry.Position.SquaredChordTo(point);
                    if ((distance <= Greater ? entry.Order < rank : rank == int.MaxValue && distance < nearest)
                        && string.Equals(entry.City.Country, country, StringComparison.Ordinal))
                    {
                        (found, nearest) = (entry.City, distance);
                        rank = distance <= Greater ? entry.Order : rank;
                    }
                }
            }
        }

        return found;
    }

    // A chord grows with its arc, so chords may be compared in place of distances.
    private static double SquaredChord(double kilometres)
    {
        var chord = 2 * Math.Sin(kilometres / EarthKilometres / 2);
        return chord * chord;
    }

    /// <param name="path">
    /// Gzipped lines of number, latitude, longitude, name, country, subdivision (may be empty), names by language (<c>it=Roma</c>) and other names
    /// (both between bars), between tabs, largest city first.
    /// </param>
    private static Entry[] Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var entries = new List<Entry>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is not [var id, var latitude, var longitude, var name, var country, var subdivision, var local, var others])
            {
                throw new InvalidDataException($"'{line}' in {path} is no city.");
            }

            var names = Parts(local).Select(part => part.Split('=')).ToDictionary(part => string.Intern(part[0]), part => part[1], StringComparer.Ordinal);
            var city = new City(
                int.Parse(id, CultureInfo.InvariantCulture), name, string.Intern(country), subdivision.Length == 0 ? null : string.Intern(subdivision),
                Degrees(latitude), Degrees(longitude), names);
            entries.Add(new Entry(city, entries.Count, [.. names.Values.Prepend(name).Concat(Parts(others)).Select(Plain).Distinct(StringComparer.Ordinal)]));
        }

        return [.. entries];
    }

    private static string[] Parts(string text) => text.Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static double Degrees(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in PlainText.Normalize(text, NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(character));
            }
        }

        return plain.ToString();
    }

    private sealed class Data(Entry[] largestFirst)
    {
        public PlaceGrid<Entry> Cells { get; } = new(largestFirst, entry => (entry.City.Latitude, entry.City.Longitude));

        public Entry[] LargestFirst => largestFirst;

        public int LongestName { get; } = largestFirst.Max(entry => entry.Names.Max(name => name.Length));

        public Dictionary<int, City> ById { get; } = largestFirst.ToDictionary(entry => entry.City.Id, entry => entry.City);
    }

    /// <param name="Order">0 is the largest.</param>
    private sealed record Entry(City City, int Order, string[] Names)
    {
        public Vector Position { get; } = Vector.At(City.Latitude, City.Longitude);

        public int Rank(string wanted, string laterWord)
        {
            var rank = int.MaxValue;
            foreach (var name in Names)
            {
                if (name.StartsWith(wanted, StringComparison.Ordinal))
                {
                    rank = Math.Min(rank, name.Length == wanted.Length ? 0 : 1);
                }
                else if (name.Contains(laterWord, StringComparison.Ordinal))
                {
                    rank = Math.Min(rank, 2);
                }
            }

            return rank;
        }
    }
}
