namespace Reports.Detection.Series;

/// <summary>
/// The regions a detector watches, fixed for its lifetime. Index 0 is the world and every parent comes before its children,
/// so one backward pass over the indices adds countries up to macro-regions and the world. Immutable; may be shared.
/// </summary>
public sealed class RegionTree
{
    private readonly RegionNode[] nodes;

    public RegionTree(IEnumerable<RegionNode> regions)
    {
        ArgumentNullException.ThrowIfNull(regions);
        nodes = [.. regions];
        if (nodes.Length == 0 || nodes[0].Level != RegionLevel.World || nodes[0].Parent != -1)
        {
            throw new ArgumentException("The first region must be the world, with parent -1.", nameof(regions));
        }

        for (var i = 1; i < nodes.Length; i++)
        {
            if (nodes[i].Parent < 0 || nodes[i].Parent >= i || nodes[i].Level <= nodes[nodes[i].Parent].Level)
            {
                throw new ArgumentException($"Region {nodes[i].Id} must come after a parent of a wider level.", nameof(regions));
            }
        }
    }

    public int Count => nodes.Length;

    public RegionNode this[int region] => nodes[region];

    /// <summary>Fresh reports of every region with any, those of its parts included, by rising index.</summary>
    public SortedDictionary<int, int> SumFresh(ReadOnlySpan<RegionCount> counts)
    {
        var sums = new SortedDictionary<int, int>();
        foreach (var count in counts)
        {
            for (var area = count.Region; area >= 0; area = nodes[area].Parent)
            {
                sums[area] = sums.GetValueOrDefault(area) + count.Fresh;
            }
        }

        return sums;
    }
}
