using System.Text.Json;
using Reports.Detection.Series;

namespace Reports.Simulator.Backtest;

/// <summary>
/// The services and the region tree that the names of recorded series spell: <c>svc07|EU/DE</c> is the service svc07 in
/// Germany in the macro-region EU, <c>svc07|EU</c> and <c>svc07|*</c> are reports without a country.
/// </summary>
internal sealed class RecordedRegions
{
    private const string World = "*";

    private RecordedRegions(RegionTree tree, IReadOnlyList<string> services, IReadOnlyList<(int Service, int Region)> places)
    {
        Tree = tree;
        Services = services;
        Places = places;
    }

    public RegionTree Tree { get; }

    public IReadOnlyList<string> Services { get; }

    /// <summary>Service and region of each recorded series.</summary>
    public IReadOnlyList<(int Service, int Region)> Places { get; }

    /// <param name="offsets">Hours east of UTC by country id, as benchmark data has them; others keep UTC.</param>
    public static RecordedRegions From(IReadOnlyList<string> series, IReadOnlyDictionary<string, double> offsets)
    {
        var nodes = new List<RegionNode> { new(World, RegionLevel.World, -1, _ => 0) };
        var indices = new Dictionary<string, int>(StringComparer.Ordinal) { [World] = 0 };
        var services = new List<string>();
        var places = new List<(int, int)>();
        foreach (var name in series)
        {
            var bar = name.IndexOf('|', StringComparison.Ordinal);
            var service = bar < 0 ? name : name[..bar];
            var serviceIndex = services.IndexOf(service);
            if (serviceIndex < 0)
            {
                serviceIndex = services.Count;
                services.Add(service);
            }

            places.Add((serviceIndex, bar < 0 ? 0 : Region(name[(bar + 1)..])));
        }

        return new RecordedRegions(new RegionTree(nodes), services, places);

        int Region(string path)
        {
            if (indices.TryGetValue(path, out var known))
            {
                return known;
            }

            var slash = path.LastIndexOf('/');
            var parent = slash < 0 ? 0 : Region(path[..slash]);
            var id = path[(slash + 1)..];
            var minutes = (int)Math.Round(60 * offsets.GetValueOrDefault(id));
            nodes.Add(new RegionNode(path, slash < 0 ? RegionLevel.MacroRegion : RegionLevel.Country, parent, _ => minutes));
            indices.Add(path, nodes.Count - 1);
            return nodes.Count - 1;
        }
    }

    public static Dictionary<string, double> ReadOffsets(FileInfo? file)
    {
        if (file is null)
        {
            return new Dictionary<string, double>(StringComparer.Ordinal);
        }

        using var stream = file.OpenRead();
        return JsonSerializer.Deserialize<Dictionary<string, double>>(stream)!;
    }
}
