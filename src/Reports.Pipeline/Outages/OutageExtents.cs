using Reports.Data.Tables;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>How far an outage reaches, now and at its widest.</summary>
/// <param name="widespreadShare">See <see cref="OutageOptions.WidespreadShare"/>.</param>
internal sealed class OutageExtents(SiteRegions regions, double widespreadShare)
{
    /// <summary>What fades reaches as far as it did at its height.</summary>
    /// <returns>Whether it reaches farther or less far than before.</returns>
    public bool Update(OutageRow outage, ServiceWatch watch, AlarmSummary summary, DateTimeOffset now)
    {
        if (outage.State is not (OutageState.Possible or OutageState.Outage))
        {
            return false;
        }

        var minute = MinuteBucket.Of(now);
        var failing = outage.Regions.Where(row => row.LeftAt is null).Select(row => regions.IndexOf(row.Region)).ToHashSet();
        var extent = summary.ExtentOver(failing, watch, regions, minute, widespreadShare);
        var before = outage.Extent;
        outage.Extent = OutageText.WriteExtent(extent);
        outage.WidestExtent = OutageText.WriteExtent([.. OutageText.ReadExtent(outage.WidestExtent).Zip(extent, (one, other) => one > other ? one : other)]);
        var shares = ExtentShares.Of(outage, watch, summary, regions, minute);
        outage.ExtentShares = OutageText.WriteShares(shares);
        outage.WidestShares = OutageText.WriteShares(ExtentShares.Largest(OutageText.ReadShares(outage.WidestShares), shares));
        return !string.Equals(before, outage.Extent, StringComparison.Ordinal);
    }
}
