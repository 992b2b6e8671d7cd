namespace Reports.Domain.Catalog;

/// <summary>Something people use and report about: Zoom, a bank, a mobile network.</summary>
/// <param name="Problems">Slugs of the problem kinds that fit it, most usual first.</param>
public sealed record MonitoredService(
    int Id,
    string Slug,
    string Name,
    string Category,
    string Site,
    string? StatusPage,
    IReadOnlyList<string> HomeCountries,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Problems);

/// <summary>A kind of trouble, such as <c>login</c>. Id 0 stands for "not said".</summary>
public sealed record ProblemKind(short Id, string Slug);
