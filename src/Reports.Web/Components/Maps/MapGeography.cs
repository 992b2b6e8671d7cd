using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Reports.Web.Components.Maps;

/// <summary>What is drawn in <c>map/world.svg</c>: its size, the codes it has, where labels go, and the view of each macro-region.</summary>
public sealed class MapGeography
{
    private static readonly Lazy<MapGeography> Shipped = new(Load);
    private readonly Dictionary<string, int[]> _anchors;
    private readonly Dictionary<string, int[]> _crops;
    private readonly FrozenSet<string> _ids;

    private MapGeography(WorldFile file)
    {
        _anchors = file.Anchor;
        _crops = file.Crops;
        _ids = file.Ids.Concat(file.Dots).ToFrozenSet(StringComparer.Ordinal);
        World = [0, 0, file.W, file.H];
        Projection = new EqualEarth(file.Scale, file.Origin[0], file.Origin[1], file.Turn);
    }

    public static MapGeography Instance => Shipped.Value;

    private int[] World { get; }

    /// <summary>Between degrees and the units of the map.</summary>
    public EqualEarth Projection { get; }

    /// <summary>Every country that has a shape or a dot.</summary>
    public IReadOnlyCollection<string> Countries => _ids;

    public bool Draws(string country) => _ids.Contains(country);

    public (int X, int Y)? AnchorOf(string country) => _anchors.TryGetValue(country, out var point) ? (point[0], point[1]) : null;

    /// <summary>The view of a macro-region; of the world for any other id.</summary>
    public IReadOnlyList<int> CropOf(string? region) => region is not null && _crops.TryGetValue(region, out var crop) ? crop : World;

    public string ViewBoxOf(string? region) => string.Join(' ', CropOf(region).Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static MapGeography Load()
    {
        using var stream = typeof(MapGeography).Assembly.GetManifestResourceStream("Reports.Web.Features.Map.world.json")
            ?? throw new FileNotFoundException("The assembly carries no world.json.");
        return new MapGeography(JsonSerializer.Deserialize<WorldFile>(stream, JsonSerializerOptions.Web) ?? throw new InvalidDataException("world.json is empty."));
    }

    private sealed record WorldFile(int W, int H, double Scale, double[] Origin, double Turn, Dictionary<string, int[]> Anchor, List<string> Dots, Dictionary<string, int[]> Crops, List<string> Ids);
}
