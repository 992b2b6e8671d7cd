namespace Reports.Benchmarks.Worlds;

/// <summary>A country of every simulated world.</summary>
/// <param name="UtcOffset">Hours east of UTC, whole.</param>
internal sealed record Country(string Macro, string Id, int UtcOffset)
{
    public string Path => $"{Macro}/{Id}";
}

/// <summary>The countries and clocks of outage-dev-101.</summary>
internal static class Geography
{
    public static IReadOnlyList<Country> Countries { get; } =
    [
        new("AM", "US", -6), new("AM", "CA", -5), new("AM", "BR", -3), new("AM", "MX", -6),
        new("ME", "AE", 4), new("ME", "SA", 3), new("ME", "EG", 2),
        new("EU", "GB", 0), new("EU", "DE", 1), new("EU", "FR", 1), new("EU", "ES", 1), new("EU", "PL", 1),
    ];

    public static IReadOnlyList<string> Macros { get; } = [.. Countries.Select(country => country.Macro).Distinct(StringComparer.Ordinal)];

    /// <summary>What a detector is told.</summary>
    public static Dictionary<string, double> Offsets() => Countries.ToDictionary(country => country.Id, country => (double)country.UtcOffset, StringComparer.Ordinal);

    public static string Service(int index) => $"svc{index:D2}";

    public static int[] All() => [.. Enumerable.Range(0, Countries.Count)];

    public static int[] Of(string macro) => [.. Enumerable.Range(0, Countries.Count).Where(country => string.Equals(Countries[country].Macro, macro, StringComparison.Ordinal))];
}
