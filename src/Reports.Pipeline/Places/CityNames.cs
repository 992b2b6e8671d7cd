using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Reports.Pipeline.Places;

/// <summary>
/// Cities of 10,000 people and more by the names people type, in any of the shipped languages. Only a way to a country and a subdivision: the
/// city itself goes nowhere. Immutable once read, so safe for all threads.
/// </summary>
public sealed class CityNames
{
    private readonly Lazy<Entry[]> _largestFirst;

    /// <param name="directory">Where <c>city-names.tsv.gz</c> is; null for the file shipped with the product.</param>
    public CityNames(string? directory = null) => _largestFirst = new(() => Read(PlaceFiles.InDirectory(directory, "city-names.tsv.gz")));

    /// <summary>Cities with a name, or a word of it, that begins with <paramref name="text"/>; whole names first, then the largest. Accents and case do not matter.</summary>
    /// <param name="country">Of this country only; null for all.</param>
    /// <param name="most">How many at most, > 0.</param>
    public IReadOnlyList<City> Find(string text, string? country, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var wanted = Plain(text.Trim());
        if (wanted.Length == 0)
        {
            return [];
        }

        return [.. _largestFirst.Value
            .Where(entry => country is null || string.Equals(entry.City.Country, country, StringComparison.Ordinal))
            .Select(entry => (entry.City, Rank: entry.Rank(wanted)))
            .Where(found => found.Rank < int.MaxValue)
            .OrderBy(found => found.Rank)
            .Take(most)
            .Select(found => found.City)];
    }

    /// <param name="path">Gzipped lines of name, country, subdivision (may be empty) and other names (between bars), between tabs, largest city first.</param>
    private static Entry[] Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var entries = new List<Entry>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is not [var name, var country, var subdivision, var others])
            {
                throw new InvalidDataException($"'{line}' in {path} is no city.");
            }

            string[] names = others.Length == 0 ? [name] : [name, .. others.Split('|')];
            entries.Add(new Entry(new City(name, string.Intern(country), subdivision.Length == 0 ? null : string.Intern(subdivision)), [.. names.Select(Plain)]));
        }

        return [.. entries];
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(character));
            }
        }

        return plain.ToString();
    }

    private sealed record Entry(City City, string[] Names)
    {
        public int Rank(string wanted)
        {
            var rank = int.MaxValue;
            foreach (var name in Names)
            {
                if (name.StartsWith(wanted, StringComparison.Ordinal))
                {
                    rank = Math.Min(rank, name.Length == wanted.Length ? 0 : 1);
                }
                else if (name.Contains(" " + wanted, StringComparison.Ordinal))
                {
                    rank = Math.Min(rank, 2);
                }
            }

            return rank;
        }
    }
}

/// <summary>A city by its best known name.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Subdivision">ISO 3166-2 where the catalogue knows it.</param>
public sealed record City(string Name, string Country, string? Subdivision);
