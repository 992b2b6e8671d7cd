using System.Collections.Frozen;
using System.Text.Json;

namespace Reports.Domain.Catalog;

/// <summary>The services and problem kinds of a site. Immutable; safe for all threads.</summary>
public sealed class ServiceCatalog
{
    private readonly FrozenDictionary<string, MonitoredService> _bySlug;
    private readonly FrozenDictionary<int, MonitoredService> _byId;
    private readonly FrozenDictionary<string, ProblemKind> _problems;
    private readonly FrozenDictionary<short, ProblemKind> _problemsById;

    public ServiceCatalog(IReadOnlyList<MonitoredService> services, IReadOnlyList<ProblemKind> problems, ServiceRelations? relations = null)
    {
        Services = services;
        Problems = problems;
        Relations = relations ?? ServiceRelations.None;
        Categories = services.Select(service => service.Category).Distinct(StringComparer.Ordinal).ToList();
        _bySlug = services.ToFrozenDictionary(service => service.Slug, StringComparer.Ordinal);
        _byId = services.ToFrozenDictionary(service => service.Id);
        _problems = problems.ToFrozenDictionary(problem => problem.Slug, StringComparer.Ordinal);
        _problemsById = problems.ToFrozenDictionary(problem => problem.Id);
    }

    public IReadOnlyList<MonitoredService> Services { get; }

    public IReadOnlyList<ProblemKind> Problems { get; }

    public IReadOnlyList<string> Categories { get; }

    public ServiceRelations Relations { get; }

    /// <summary>The catalogue that ships with the product.</summary>
    public static ServiceCatalog LoadShipped()
    {
        using var services = CatalogData.Open("services.json");
        using var problems = CatalogData.Open("problems.json");
        using var relations = CatalogData.Open("relations.json");
        return new ServiceCatalog(
            JsonSerializer.Deserialize<List<MonitoredService>>(services, CatalogData.Json) ?? [],
            JsonSerializer.Deserialize<List<ProblemKind>>(problems, CatalogData.Json) ?? [],
            JsonSerializer.Deserialize<ServiceRelations>(relations, CatalogData.Json));
    }

    public MonitoredService? Find(string? slug) => slug is null ? null : _bySlug.GetValueOrDefault(slug);

    public MonitoredService? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>The problem kind, if this service has it.</summary>
    public ProblemKind? FindProblem(MonitoredService service, string slug) =>
        service.Problems.Contains(slug, StringComparer.Ordinal) ? _problems.GetValueOrDefault(slug) : null;

    public ProblemKind? FindProblem(short id) => _problemsById.GetValueOrDefault(id);
}
