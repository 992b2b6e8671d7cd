namespace Reports.Detection.Series;

/// <summary>How much of the planet a region covers.</summary>
public enum RegionLevel
{
    World,
    MacroRegion,
    Country,
}
