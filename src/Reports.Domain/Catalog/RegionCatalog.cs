using System.Collections.Frozen;
using System.Text.Json;

namespace Reports.Domain.Catalog;

/// <summary>The tree of regions: world, macro-regions, countries, subdivisions. Immutable; safe for all threads.</summary>
public sealed class RegionCatalog
{
    private static readonly Lazy<RegionCatalog> Shipped = new(Load);
    private readonly FrozenDictionary<string, Country> _countries;
    private readonly FrozenDictionary<PlaceId, Country> _byPlace;
    private readonly FrozenDictionary<string, Subdivision> _subdivisions;

    private RegionCatalog(IReadOnlyList<Country> countries)
    {
        Countries = countries;
        _countries = countries.ToFrozenDictionary(country => country.Code, StringComparer.Ordinal);
        _byPlace = countries.ToFrozenDictionary(country => country.Place);
        _subdivisions = countries.SelectMany(country => country.Subdivisions)
            .ToFrozenDictionary(subdivision => subdivision.Code, StringComparer.Ordinal);
    }

    public static RegionCatalog Instance => Shipped.Value;

    /// <summary>All countries, by code.</summary>
    public IReadOnlyList<Country> Countries { get; }

    public Country? FindCountry(string? code) => code is null ? null : _countries.GetValueOrDefault(code);

    public Country? CountryOf(PlaceId place) => _byPlace.GetValueOrDefault(place.Country);

    public Subdivision? FindSubdivision(string? code) => code is null ? null : _subdivisions.GetValueOrDefault(code);

    /// <summary>The macro-region of a place, or null where the place is unknown.</summary>
    public string? MacroRegionOf(PlaceId place) => CountryOf(place)?.MacroRegion;

    /// <summary>True for <c>world</c>, a macro-region, a country or a subdivision that we know.</summary>
    public bool IsRegion(string id) =>
        string.Equals(id, MacroRegions.World, StringComparison.Ordinal) || MacroRegions.IndexOf(id) >= 0
        || _countries.ContainsKey(id) || _subdivisions.ContainsKey(id);

    private static RegionCatalog Load()
    {
        using var stream = CatalogData.Open("countries.json");
        var rows = JsonSerializer.Deserialize<List<CountryRow>>(stream, CatalogData.Json) ?? [];
        return new RegionCatalog(rows.ConvertAll(row =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(row.TimeZone);
            var subdivisions = (row.Subdivisions ?? []).ConvertAll(part => new Subdivision(
                part.Code, part.TimeZone is null ? zone : TimeZoneInfo.FindSystemTimeZoneById(part.TimeZone)));
            return new Country(row.Code, row.MacroRegion, zone, subdivisions);
        }));
    }

    private sealed record CountryRow(string Code, string MacroRegion, string TimeZone, List<SubdivisionRow>? Subdivisions);

    private sealed record SubdivisionRow(string Code, string? TimeZone);
}
