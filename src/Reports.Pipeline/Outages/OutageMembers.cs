using Reports.Data.Tables;
using Reports.Detection.Detectors;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>Which regions are part of an outage, and since when.</summary>
internal sealed class OutageMembers(SiteRegions regions)
{
    /// <summary>What was only faint when the outage was only possible was never part of it.</summary>
    public void ForgetFaint(OutageRow outage, AlarmSummary summary)
    {
        outage.WidestExtent = OutageText.WriteExtent([]);
        outage.WidestShares = null;
        foreach (var faint in outage.Regions.Where(row => summary.LevelOf(regions.IndexOf(row.Region)) != AlarmLevel.Alarm).ToList())
        {
            outage.Regions.Remove(faint);
        }
    }

    /// <summary>Regions join when they alarm and leave when they are as usual; while it is only possible, faint ones count too.</summary>
    /// <returns>Whether any did.</returns>
    public bool Update(OutageRow outage, AlarmSummary summary, DateTimeOffset now)
    {
        var hasChanged = false;
        var enter = outage.State == OutageState.Possible ? AlarmLevel.Possible : AlarmLevel.Alarm;
        foreach (var row in outage.Regions.Where(row => row.LeftAt is null))
        {
            var verdict = summary.Find(regions.IndexOf(row.Region));
            row.Recovering = verdict is { } found && (found.Recovering || summary.IsSpent(found));
            row.LeftAt = verdict is null || outage.EndedAt is not null ? now : null;
            hasChanged |= row.LeftAt is not null;
        }

        foreach (var verdict in summary.Verdicts.Where(verdict => verdict.Level >= enter && outage.EndedAt is null))
        {
            var region = regions.IdOf(verdict.Region);
            if (!outage.Regions.Any(row => row.LeftAt is null && string.Equals(row.Region, region, StringComparison.Ordinal)))
            {
                outage.Regions.Add(new OutageRegion
                {
                    Region = region,
                    JoinedAt = now,
                    Recovering = verdict.Recovering,
                });
                hasChanged = true;
            }
        }

        return hasChanged;
    }
}
