using System.Collections.Frozen;

namespace Reports.Pipeline.Outages;

/// <summary>Which services people mix up, as learnt last; nothing until then. Replaced whole, so any thread may ask while another replaces it.</summary>
public sealed class LearntRelations
{
    private volatile FrozenDictionary<string, IReadOnlyList<string>> _origins = FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Services whose failure people report as this one's. By slug.</summary>
    public IReadOnlyList<string> OriginsOf(string slug) => _origins.TryGetValue(slug, out var origins) ? origins : [];

    public void Replace(IEnumerable<(string Origin, string Follower)> relations) =>
        _origins = relations.GroupBy(relation => relation.Follower, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key, IReadOnlyList<string> (group) => [.. group.Select(relation => relation.Origin)], StringComparer.Ordinal);
}
