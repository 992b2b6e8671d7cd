using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Pipeline.OpenData;

/// <summary>The exact numbers of a day: the world, the macro-regions and every country with any report.</summary>
internal sealed class DayTotals
{
    private readonly Dictionary<(string Region, ReportKind Kind), int> _totals = [];

    public void Add(MinuteCount count)
    {
        Add(MacroRegions.World, count);
        if (RegionCatalog.Instance.CountryOf(count.Place) is { } country)
        {
            Add(country.MacroRegion, count);
            Add(country.Code, count);
        }
    }

    /// <summary>The world first, then the macro-regions in their order, then countries by code; the first six also where nobody reported.</summary>
    public IEnumerable<OpenDataRow> Rows()
    {
        string[] always = [MacroRegions.World, .. MacroRegions.All];
        var regions = always.Concat(_totals.Keys.Select(total => total.Region).Except(always, StringComparer.Ordinal).Order(StringComparer.Ordinal)).ToList();
        return new[] { ReportKind.Down, ReportKind.Works }.SelectMany(kind => regions
            .Select(region => new OpenDataRow(null, kind, region, "", _totals.GetValueOrDefault((region, kind))))
            .Where(row => row.Reports > 0 || always.Contains(row.Region, StringComparer.Ordinal)));
    }

    private void Add(string region, MinuteCount count) =>
        _totals[(region, count.Kind)] = _totals.GetValueOrDefault((region, count.Kind)) + count.Count;
}
