using System.Collections.Concurrent;
using System.Text.Json;

namespace Reports.Domain.Catalog;

/// <summary>Names of countries and subdivisions in the shipped languages, from CLDR.</summary>
public static class RegionNames
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> Loaded = new(StringComparer.Ordinal);

    /// <summary>The name of <paramref name="code"/> in <paramref name="language"/>; the code itself where none is known.</summary>
    public static string Of(string code, string language) => Loaded.GetOrAdd(language, Load).GetValueOrDefault(code, code);

    private static Dictionary<string, string> Load(string language)
    {
        using var stream = CatalogData.Open($"names.{language}.json");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream, CatalogData.Json) ?? [];
    }
}
