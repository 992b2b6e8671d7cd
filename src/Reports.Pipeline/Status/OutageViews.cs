using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Outages;

namespace Reports.Pipeline.Status;

/// <summary>Outages as people read them, from their rows.</summary>
public static class OutageViews
{
    // A provider often speaks before we flag, and closes its own story after we close ours.
    private static readonly TimeSpan SaidBefore = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan SaidAfter = TimeSpan.FromHours(2);

    /// <param name="updates">Official updates of any services.</param>
    public static OutageView? Of(OutageRow row, ServiceCatalog catalog, IEnumerable<OfficialUpdateRow> updates)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(catalog);
        if (catalog.Find(row.ServiceId) is not { } service)
        {
            return null;
        }

        var said = updates.Where(update => update.ServiceId == row.ServiceId && update.At >= row.StartedAt - SaidBefore && (row.EndedAt is null || update.At <= row.EndedAt + SaidAfter))
            .OrderBy(update => update.At).Select(Of).ToList();
        var isSpreading = row.State is OutageState.Possible or OutageState.Outage;
        var extent = OutageText.ReadExtent(isSpreading ? row.Extent : row.WidestExtent);
        var regions = Regions(row);
        return new OutageView(
            row.Id, service, row.State, row.StartedAt, row.DetectedAt, row.FlaggedAt, row.PeakAt, row.RecoveringAt,
            row.State == OutageState.Resolved ? row.EndedAt : null,
            extent, [.. regions.Where(region => !IsWorld(region))], OutageText.ReadProblems(row.Problems), row.Reports, row.PeakPerMinute, row.ExpectedPerMinute, row.ExpectedReports,
            row.Confidence, said,
            [.. row.Transitions.OrderBy(transition => transition.Id)
                .Select(transition => new OutageTransition(transition.Id, row.Id, transition.From, transition.To, transition.At, transition.Reason))])
        {
            ProbablyCausedBy = row is { CauseServiceId: { } cause, CauseProbability: { } probability, CauseKind: { } kind } && catalog.Find(cause) is { } other
                ? new ProbableCause(other, probability, kind)
                : null,
            World = regions.FirstOrDefault(IsWorld),
            Doubt = row.Doubt,
            ExtentShares = OutageText.ReadShares(isSpreading ? row.ExtentShares : row.WidestShares),
        };
    }

    public static OfficialUpdate Of(OfficialUpdateRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new OfficialUpdate(row.Id, row.ServiceId, row.Status, row.Text, row.Language, row.Url, row.At, row.Simulated);
    }

    /// <summary>A region that left and came back is shown once, as of its last stay, joined when it first joined, with the most it ever said.</summary>
    private static List<OutageRegionView> Regions(OutageRow row) =>
        [.. row.Regions.GroupBy(region => region.Region, StringComparer.Ordinal)
            .Select(stays => (First: stays.Min(stay => stay.JoinedAt), Last: stays.MaxBy(stay => stay.JoinedAt)!,
                Evidence: stays.Aggregate((RegionEvidence?)null, (highest, stay) => RegionEvidence.Highest(highest, stay.Evidence))))
            .OrderBy(region => region.First).ThenByDescending(region => region.Last.Reports)
            .Select(region => new OutageRegionView(
                region.Last.Region, StatusOf(row, region.Last), region.First, region.Last.LeftAt, region.Last.Reports, region.Last.Expected)
            {
                Evidence = region.Evidence,
            })];

    private static bool IsWorld(OutageRegionView region) => string.Equals(region.Region, MacroRegions.World, StringComparison.Ordinal);

    private static StatusLevel StatusOf(OutageRow outage, OutageRegion region)
    {
        if (region.LeftAt is not null || outage.EndedAt is not null)
        {
            return StatusLevel.Operational;
        }

        return outage.State switch
        {
            OutageState.Possible => StatusLevel.Possible,
            OutageState.Outage => region.Recovering ? StatusLevel.Recovering : StatusLevel.Outage,
            _ => StatusLevel.Recovering,
        };
    }
}
