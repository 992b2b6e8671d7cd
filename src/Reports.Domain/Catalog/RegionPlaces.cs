namespace Reports.Domain.Catalog;

/// <summary>The stored places that make up a region: everything, the countries of a macro-region, or one range of place numbers.</summary>
/// <param name="Countries">Country numbers (<see cref="PlaceId.CountryNumber"/>) of a macro-region; null otherwise.</param>
/// <param name="From">First place of a country or subdivision; null otherwise.</param>
/// <param name="To">Last place, inclusive.</param>
public sealed record RegionPlaces(IReadOnlyList<int>? Countries, int? From, int? To)
{
    public static readonly RegionPlaces World = new(null, null, null);

    /// <summary>The places of a region id that <see cref="RegionCatalog.IsRegion"/> accepts.</summary>
    public static RegionPlaces Of(string region)
    {
        if (string.Equals(region, MacroRegions.World, StringComparison.Ordinal))
        {
            return World;
        }

        if (MacroRegions.IndexOf(region) >= 0)
        {
            return new RegionPlaces(
                [.. RegionCatalog.Instance.Countries.Where(country => string.Equals(country.MacroRegion, region, StringComparison.Ordinal)).Select(country => country.Place.CountryNumber)],
                null,
                null);
        }

        var place = PlaceId.Parse(region);
        return new RegionPlaces(null, place.Value, place.IsCountry ? place.LastInCountry.Value : place.Value);
    }
}
