using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.Web.Components.Tables;

/// <summary>The evidence of an outage: each macro-region followed by its countries, most reports first.</summary>
public static class EvidenceRows
{
    /// <param name="status">The service on the board, which also knows where nothing stands out; null where it no longer tells of this outage.</param>
    public static IReadOnlyList<EvidenceRow> Of(OutageView outage, ServiceStatus? status)
    {
        ArgumentNullException.ThrowIfNull(outage);
        List<EvidenceRow> rows = [];
        for (var i = 0; i < MacroRegions.All.Count; i++)
        {
            var macro = MacroRegions.All[i];
            var countries = outage.Regions.Where(region => string.Equals(MacroOf(region.Region), macro, StringComparison.Ordinal)).ToList();
            var part = outage.Regions.FirstOrDefault(region => string.Equals(region.Region, macro, StringComparison.Ordinal));
            var (reporting, share) = status is null ? (null, null) : Known(status, macro, countries);
            if (part is not null)
            {
                rows.Add(Row(outage, part, isMacro: true, outage.Extent[i]) with { StandingOut = countries.Count, Reporting = reporting, UsualShare = share });
            }
            else if (status?.FindRegion(macro) is { } region)
            {
                rows.Add(new EvidenceRow(
                    macro, IsMacro: true, outage.Extent[i], region.Status, region.Reports, region.Expected, null, null, countries.Count, reporting, share));
            }

            rows.AddRange(countries.OrderByDescending(country => country.Reports).Select(country => Row(outage, country, isMacro: false, Extent.None)));
        }

        return rows;
    }

    private static (int? Reporting, double? Share) Known(ServiceStatus status, string macro, IReadOnlyList<OutageRegionView> countries)
    {
        var reporting = status.Countries.Count(country => country.Reports > 0 && string.Equals(MacroOf(country.Region), macro, StringComparison.Ordinal));
        var usual = status.FindRegion(macro)?.Expected ?? 0;
        var standing = countries.Where(country => country.LeftAt is null).Sum(country => status.FindRegion(country.Region)?.Expected ?? 0);
        return (Math.Max(reporting, countries.Count), standing > 0 && usual > 0 ? Math.Min(1, standing / usual) : null);
    }

    private static EvidenceRow Row(OutageView outage, OutageRegionView region, bool isMacro, Extent extent) => new(
        region.Region, isMacro, extent, outage.IsOpen ? region.Status : null, region.Reports, region.Expected, region.JoinedAt, region.LeftAt);

    private static string? MacroOf(string region) => RegionCatalog.Instance.FindCountry(region)?.MacroRegion;
}
