namespace Reports.Domain.Catalog;

/// <summary>What is known of services that people report for one another, or that fail together. By slug.</summary>
/// <param name="Confused">Groups whose members people mix up, such as the mobile networks of a country.</param>
/// <param name="Customers">By provider: services that run on it, such as a cloud's, or a brand that rents a network.</param>
public sealed record ServiceRelations(IReadOnlyList<IReadOnlyList<string>> Confused, IReadOnlyDictionary<string, IReadOnlyList<string>> Customers)
{
    public static ServiceRelations None { get; } = new([], new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    /// <summary>Services whose failure people may report as this one's; not what it runs on, for with that it really fails.</summary>
    public IEnumerable<string> ConfusedWith(string slug) => Confused
        .Where(group => group.Contains(slug, StringComparer.Ordinal)).SelectMany(group => group)
        .Where(other => !string.Equals(other, slug, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)
        .Except(ProvidersOf(slug), StringComparer.Ordinal);

    /// <summary>What this service runs on.</summary>
    public IEnumerable<string> ProvidersOf(string slug) =>
        Customers.Where(provider => provider.Value.Contains(slug, StringComparer.Ordinal)).Select(provider => provider.Key);

    /// <summary>True where one runs on the other, or both on the same: then they really fail together.</summary>
    public bool FailTogether(string one, string other)
    {
        var providers = ProvidersOf(one).ToHashSet(StringComparer.Ordinal);
        return providers.Contains(other) || ProvidersOf(other).Any(provider => providers.Contains(provider) || string.Equals(provider, one, StringComparison.Ordinal));
    }
}
