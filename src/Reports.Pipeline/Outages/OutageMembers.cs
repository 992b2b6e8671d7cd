using Reports.Data.Tables;
using Reports.Detection.Detectors;
using Reports.Domain.Counting;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>Which regions are part of an outage, and since when.</summary>
internal sealed class OutageMembers(SiteRegions regions)
{
    /// <summary>After so long a burst is an alarm, or was a blip.</summary>
    private static readonly TimeSpan BurstSettles = TimeSpan.FromMinutes(3);

    /// <summary>What was faint all the time while the outage was only possible was never part of it.</summary>
    public void ForgetFaint(OutageRow outage, AlarmSummary summary, DateTimeOffset now)
    {
        outage.WidestExtent = OutageText.WriteExtent([]);
        outage.WidestShares = null;
        foreach (var faint in outage.Regions.Where(row => summary.Find(regions.IndexOf(row.Region)) is not { } verdict || !IsPart(outage, verdict, now)).ToList())
        {
            outage.Regions.Remove(faint);
        }
    }

    /// <summary>Regions join when they alarm and leave when they are as usual.</summary>
    /// <returns>Whether any did.</returns>
    public bool Update(OutageRow outage, AlarmSummary summary, DateTimeOffset now)
    {
        var hasChanged = false;
        foreach (var row in outage.Regions.Where(row => row.LeftAt is null))
        {
            var verdict = summary.Find(regions.IndexOf(row.Region));
            row.Recovering = verdict is { } found && (found.Recovering || summary.IsSpent(found));
            row.LeftAt = verdict is null || outage.EndedAt is not null ? now : null;
            hasChanged |= row.LeftAt is not null;
        }

        foreach (var verdict in summary.Verdicts.Where(verdict => outage.EndedAt is null && IsPart(outage, verdict, now)))
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

    /// <summary>
    /// Faint ones are while it is only possible; and those that began to be so with the outage, for a few minutes: a region whose alarm takes a minute longer
    /// than that of another is not one that works.
    /// </summary>
    private static bool IsPart(OutageRow outage, SeriesVerdict verdict, DateTimeOffset now) =>
        verdict.Level == AlarmLevel.Alarm
        || outage.FlaggedAt is not { } flagged
        || (now - flagged <= BurstSettles && flagged - MinuteBucket.Start(verdict.RaisedMinute) <= BurstSettles);
}
