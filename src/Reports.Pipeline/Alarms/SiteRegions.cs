using Reports.Detection.Series;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;

namespace Reports.Pipeline.Alarms;

/// <summary>The regions of the site as the detector numbers them: the world, the five macro-regions, then every country.</summary>
public sealed class SiteRegions
{
    public const int World = 0;
    private readonly string[] _ids;
    private readonly Dictionary<int, int> _byCountryNumber = [];
    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);

    public SiteRegions()
    {
        var nodes = new List<RegionNode> { new(MacroRegions.World, RegionLevel.World, -1, _ => 0) };
        nodes.AddRange(MacroRegions.All.Select(id => new RegionNode(id, RegionLevel.MacroRegion, World, _ => 0)));
        foreach (var country in RegionCatalog.Instance.Countries)
        {
            _byCountryNumber[country.Place.CountryNumber] = nodes.Count;
            nodes.Add(new RegionNode(country.Code, RegionLevel.Country, 1 + MacroRegions.IndexOf(country.MacroRegion), OffsetOf(country.TimeZone)));
        }

        Tree = new RegionTree(nodes);
        _ids = nodes.ConvertAll(node => node.Id).ToArray();
        for (var i = 0; i < _ids.Length; i++)
        {
            _byId[_ids[i]] = i;
        }
    }

    public RegionTree Tree { get; }

    /// <summary>The region of the detector in which a place lies; <see cref="World"/> where it is unknown.</summary>
    public int IndexOf(PlaceId place) => _byCountryNumber.GetValueOrDefault(place.CountryNumber, World);

    public int IndexOf(string region) => _byId.GetValueOrDefault(region, -1);

    public string IdOf(int region) => _ids[region];

    public static bool IsCountry(int region) => region > MacroRegions.All.Count;

    /// <summary>Position in <see cref="MacroRegions.All"/> of the macro-region that is or holds a region; −1 for the world.</summary>
    public int MacroOf(int region) => region == World ? -1 : (IsCountry(region) ? Tree[region].Parent : region) - 1;

    private static Func<int, int> OffsetOf(TimeZoneInfo zone) => minute => (int)zone.GetUtcOffset(MinuteBucket.Start(minute)).TotalMinutes;
}
