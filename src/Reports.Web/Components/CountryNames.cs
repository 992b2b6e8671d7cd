using System.Collections.Concurrent;
using Reports.Domain.Catalog;
using Reports.Web.Localization;

namespace Reports.Web.Components;

/// <summary>All countries of a language in its alphabetical order; sorted once per language. Safe for all threads.</summary>
public static class CountryNames
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<(string Code, string Name)>> Sorted = new(StringComparer.Ordinal);

    public static IReadOnlyList<(string Code, string Name)> In(Texts texts) => Sorted.GetOrAdd(texts.Language, _ =>
        [.. RegionCatalog.Instance.Countries
            .Select(country => (country.Code, Name: texts.Region(country.Code)))
            .OrderBy(country => country.Name, StringComparer.Create(texts.Culture, ignoreCase: true))]);
}
