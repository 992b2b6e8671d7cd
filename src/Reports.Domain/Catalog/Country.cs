namespace Reports.Domain.Catalog;

/// <summary>A country of ISO 3166-1 (and Kosovo, XK) with the subdivisions that reports may name.</summary>
public sealed record Country(string Code, string MacroRegion, TimeZoneInfo TimeZone, IReadOnlyList<Subdivision> Subdivisions)
{
    public PlaceId Place { get; } = PlaceId.Parse(Code);
}

/// <summary>A first-level subdivision of ISO 3166-2.</summary>
public sealed record Subdivision(string Code, TimeZoneInfo TimeZone)
{
    public PlaceId Place { get; } = PlaceId.Parse(Code);
}
