using System.Text.Json;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Outages;

/// <summary>How parts of an outage are written into its row, and read back.</summary>
public static class OutageText
{
    /// <summary>A digit per macro-region: 0 none, 1 partial, 2 widespread.</summary>
    public static string WriteExtent(IReadOnlyList<Extent> extent) =>
        string.Create(MacroRegions.All.Count, extent, (text, all) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)('0' + (i < all.Count ? (int)all[i] : 0));
            }
        });

    public static Extent[] ReadExtent(string text) => [.. text.Select(digit => (Extent)(digit - '0'))];

    public static string WriteShares(IReadOnlyList<ShareRange?> shares) => JsonSerializer.Serialize(shares);

    /// <summary>One per macro-region, null where not known; empty for null.</summary>
    public static IReadOnlyList<ShareRange?> ReadShares(string? text) => text is null ? [] : JsonSerializer.Deserialize<List<ShareRange?>>(text) ?? [];

    public static string WriteProblems(IReadOnlyList<ProblemShare> problems) => JsonSerializer.Serialize(problems);

    public static IReadOnlyList<ProblemShare> ReadProblems(string text) => JsonSerializer.Deserialize<List<ProblemShare>>(text) ?? [];
}
