using Reports.Detection.Series;

namespace Reports.Detection.Tests;

/// <summary>A small planet: two macro-regions with two countries each, in their own time zones.</summary>
internal static class World
{
    public const int Planet = 0;
    public const int Europe = 1;
    public const int Italy = 2;
    public const int Spain = 3;
    public const int America = 4;
    public const int Brazil = 5;
    public const int Mexico = 6;

    public static RegionTree Tree(Func<int, int>? italianClock = null) => new(
    [
        new("world", RegionLevel.World, -1, _ => 0),
        new("europe", RegionLevel.MacroRegion, Planet, _ => 0),
        new("IT", RegionLevel.Country, Europe, italianClock ?? (_ => 60)),
        new("ES", RegionLevel.Country, Europe, _ => 60),
        new("america", RegionLevel.MacroRegion, Planet, _ => 0),
        new("BR", RegionLevel.Country, America, _ => -180),
        new("MX", RegionLevel.Country, America, _ => -360),
    ]);
}
