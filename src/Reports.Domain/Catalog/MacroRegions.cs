namespace Reports.Domain.Catalog;

/// <summary>The five macro-regions, in the order in which people see them.</summary>
public static class MacroRegions
{
    public const string World = "world";
    public const string America = "america";
    public const string MiddleEast = "middle-east";
    public const string Europe = "europe";
    public const string Africa = "africa";
    public const string AsiaPacific = "asia-pacific";

    public static IReadOnlyList<string> All { get; } = [America, MiddleEast, Europe, Africa, AsiaPacific];

    /// <summary>Position in <see cref="All"/>, or −1.</summary>
    public static int IndexOf(string id)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (string.Equals(All[i], id, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
