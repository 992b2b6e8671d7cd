using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Outages;

/// <summary>Counts what an open outage amounts to so far, from the stored counts.</summary>
public sealed class OutageNumbers(ServiceCatalog catalog, SiteRegions regions)
{
    public async Task UpdateAsync(ReportsDbContext context, ServiceWatch watch, OutageRow outage, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(outage);
        if (outage.EndedAt is not null)
        {
            return;
        }

        var from = MinuteBucket.Of(outage.StartedAt);
        var to = MinuteBucket.Of(now) + 1;
        var minutes = await context.ReadSeriesAsync(watch.Service.Id, RegionPlaces.World, ReportKind.Down, from, to, 1, cancellationToken).ConfigureAwait(false);
        var totals = await context.ReadTotalsAsync(watch.Service.Id, from, to, cancellationToken).ConfigureAwait(false);
        var down = totals.Where(total => total.Kind == ReportKind.Down).ToList();
        outage.Reports = minutes.Values.Sum();
        outage.ExpectedReports = watch.Expected(SiteRegions.World, from, to).Mean;
        if (minutes.Count > 0 && minutes.MaxBy(minute => minute.Value) is var peak && peak.Value > outage.PeakPerMinute)
        {
            outage.PeakPerMinute = peak.Value;
            outage.PeakAt = MinuteBucket.Start(peak.Key);
            outage.ExpectedPerMinute = watch.Expected(SiteRegions.World, peak.Key, peak.Key + 1).Mean;
        }

        outage.Problems = OutageText.WriteProblems(ProblemShares.Of(down.Select(total => (total.ProblemId, total.Count)), catalog));
        var byRegion = down.GroupBy(total => regions.IndexOf(total.Place)).ToDictionary(group => group.Key, group => group.Sum(total => total.Count));
        foreach (var row in outage.Regions)
        {
            var region = regions.IndexOf(row.Region);
            if (region == SiteRegions.World)
            {
                (row.Reports, row.Expected) = (outage.Reports, outage.ExpectedReports);
                continue;
            }

            row.Reports = SiteRegions.IsCountry(region)
                ? byRegion.GetValueOrDefault(region)
                : byRegion.Where(pair => regions.MacroOf(pair.Key) == regions.MacroOf(region)).Sum(pair => pair.Value);
            row.Expected = watch.Expected(region, from, to).Mean;
        }
    }
}
