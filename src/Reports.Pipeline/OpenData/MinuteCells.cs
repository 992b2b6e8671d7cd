using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Pipeline.OpenData;

/// <summary>
/// The cells of one minute as they are given away. Inside a minute a person counts once, so a cell's reports are its reporters: up to and
/// including countries, a cell of fewer people than <see cref="DistinctReporters.Fewest"/> joins that of the region around it.
/// </summary>
internal static class MinuteCells
{
    public static IEnumerable<OpenDataRow> Of(int minute, IEnumerable<MinuteCount> counts, ServiceCatalog catalog)
    {
        var places = counts.GroupBy(count => (count.Place, count.Kind, count.ProblemId))
            .ToDictionary(group => (Region: group.Key.Place, group.Key.Kind, group.Key.ProblemId), group => group.Sum(count => count.Count));
        var cells = new Dictionary<(string Region, ReportKind Kind, short Problem), int>();
        var countries = new Dictionary<(PlaceId Country, ReportKind Kind, short Problem), int>();
        foreach (var ((place, kind, problem), reports) in places)
        {
            if (place.IsUnknown || RegionCatalog.Instance.CountryOf(place) is null)
            {
                Join(cells, (MacroRegions.World, kind, problem), reports);
            }
            else if (!place.IsCountry && reports >= DistinctReporters.Fewest)
            {
                cells[(place.ToString(), kind, problem)] = reports;
            }
            else
            {
                Join(countries, (place.Country, kind, problem), reports);
            }
        }

        foreach (var ((country, kind, problem), reports) in countries)
        {
            var region = reports >= DistinctReporters.Fewest ? country.ToString() : RegionCatalog.Instance.MacroRegionOf(country)!;
            Join(cells, (region, kind, problem), reports);
        }

        return cells.Select(cell => new OpenDataRow(minute, cell.Key.Kind, cell.Key.Region, catalog.FindProblem(cell.Key.Problem)?.Slug ?? "", cell.Value))
            .OrderBy(row => row.Kind).ThenBy(row => row.Region, StringComparer.Ordinal).ThenBy(row => row.Problem, StringComparer.Ordinal);
    }

    private static void Join<TKey>(Dictionary<TKey, int> sums, TKey key, int reports)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + reports;
}
