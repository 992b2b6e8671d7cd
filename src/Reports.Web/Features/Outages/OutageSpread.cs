using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.Web.Features.Outages;

/// <summary>Where an outage stood out first, where later, and where it was over sooner than elsewhere.</summary>
/// <param name="First">Up to three places.</param>
/// <param name="Later">Macro-regions, in the order in which they joined.</param>
/// <param name="Left">Macro-regions that were back to usual before it ended.</param>
/// <param name="Falling">Macro-regions that recover while others do not.</param>
/// <param name="Few">Countries that are part of it with too few reports to compare.</param>
internal sealed record OutageSpread(
    IReadOnlyList<string> First,
    IReadOnlyList<(string Region, DateTimeOffset At)> Later,
    IReadOnlyList<(string Region, DateTimeOffset At)> Left,
    IReadOnlyList<string> Falling,
    IReadOnlyList<string> Few)
{
    private const int MostFirst = 3;
    private const int MostFew = 4;

    // What joins so soon after the first has begun with it, as far as minutes can tell.
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(3);

    public static OutageSpread Of(OutageView outage)
    {
        if (outage.Regions.Count == 0)
        {
            return new OutageSpread([], [], [], [], []);
        }

        var began = outage.Regions.Min(region => region.JoinedAt);
        var atOnce = outage.Regions.Where(region => region.JoinedAt - began <= AtOnce).ToList();
        var countries = atOnce.Where(region => !IsMacro(region)).OrderByDescending(region => region.Reports).ToList();
        var first = (countries.Count > 0 ? countries : atOnce).Take(MostFirst).Select(region => region.Region).ToList();
        var macros = outage.Regions.GroupBy(MacroOf, StringComparer.Ordinal).ToList();
        var later = macros.Select(parts => (Region: parts.Key, At: parts.Min(part => part.JoinedAt)))
            .Where(macro => macro.At - began > AtOnce).OrderBy(macro => macro.At).ToList();
        var left = macros.Where(parts => parts.All(part => part.LeftAt is not null))
            .Select(parts => (Region: parts.Key, At: parts.Max(part => part.LeftAt!.Value)))
            .Where(macro => outage.IsOpen || macro.At < outage.ResolvedAt).OrderBy(macro => macro.At).ToList();
        var falling = macros.Select(parts => (Region: parts.Key, Parts: parts.Where(part => part.LeftAt is null).ToList()))
            .Where(macro => macro.Parts.Count > 0 && macro.Parts.All(part => part.Status == StatusLevel.Recovering)).Select(macro => macro.Region).ToList();
        var few = outage.Regions.Where(region => !IsMacro(region) && region.Reports < RegionStatus.FewestToCompare).Take(MostFew).Select(region => region.Region).ToList();
        return new OutageSpread(first, later, left, falling, few);
    }

    private static bool IsMacro(OutageRegionView region) => MacroRegions.IndexOf(region.Region) >= 0;

    private static string MacroOf(OutageRegionView region) => RegionCatalog.Instance.FindCountry(region.Region)?.MacroRegion ?? region.Region;
}
