using Reports.Domain.Catalog;

namespace Reports.Pipeline.Status;

internal static class ProblemShares
{
    /// <summary>Shares among those that name a problem, largest first; empty where none does.</summary>
    public static IReadOnlyList<ProblemShare> Of(IEnumerable<(short Problem, int Count)> counts, ServiceCatalog catalog)
    {
        var named = counts.Where(pair => pair.Problem != 0).GroupBy(pair => pair.Problem).Select(group => (Problem: group.Key, Count: group.Sum(pair => pair.Count))).ToList();
        var total = named.Sum(pair => pair.Count);
        return [.. named.Where(pair => catalog.FindProblem(pair.Problem) is not null).OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Problem)
            .Select(pair => new ProblemShare(catalog.FindProblem(pair.Problem)!.Slug, pair.Count, (double)pair.Count / total))];
    }
}
