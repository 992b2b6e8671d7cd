using Reports.Data.Tables;
using Reports.Detection.Detectors;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>How far an outage reaches, now and at its widest.</summary>
/// <param name="widespreadShare">See <see cref="OutageOptions.WidespreadShare"/>.</param>
internal sealed class OutageExtents(SiteRegions regions, double widespreadShare)
{
    /// <summary>So many minutes a burst takes to become an alarm.</summary>
    private const int BurstSettles = 3;

    /// <summary>What fades reaches as far as it did at its height.</summary>
    /// <param name="explained">Regions whose surge is no more than the spill of another service's.</param>
    /// <returns>Whether it reaches farther or less far than before.</returns>
    public bool Update(OutageRow outage, ServiceWatch watch, AlarmSummary summary, IReadOnlySet<int> explained, DateTimeOffset now)
    {
        if (outage.State is not (OutageState.Possible or OutageState.Outage))
        {
            return false;
        }

        var minute = MinuteBucket.Of(now);
        var failing = outage.Regions.Where(row => row.LeftAt is null).Select(row => regions.IndexOf(row.Region)).ToHashSet();
        var extent = summary.ExtentOver(failing, watch, regions, minute, widespreadShare);
        var before = outage.Extent;
        outage.WidestExtent = OutageText.WriteExtent([.. OutageText.ReadExtent(outage.WidestExtent).Zip(extent, (one, other) => one > other ? one : other)]);
        outage.Extent = OutageText.WriteExtent([.. extent.Select((each, macro) => each == Extent.None && !explained.Contains(macro + 1) && Leaps(macro, outage, summary, minute) ? Extent.Partial : each)]);
        var shares = ExtentShares.Of(outage, watch, summary, regions, minute);
        outage.ExtentShares = OutageText.WriteShares(shares);
        outage.WidestShares = OutageText.WriteShares(ExtentShares.Largest(OutageText.ReadShares(outage.WidestShares), shares));
        return !string.Equals(before, outage.Extent, StringComparison.Ordinal);
    }

    /// <summary>
    /// Far more people than usual report there since the outage was told, or shortly before. That it takes some minutes to know this from a blip does not mean
    /// that it works there; but nothing of it stays.
    /// </summary>
    private static bool Leaps(int macro, OutageRow outage, AlarmSummary summary, int minute) =>
        outage.FlaggedAt is { } flagged && minute - MinuteBucket.Of(flagged) < BurstSettles
        && summary.Find(macro + 1) is { Level: AlarmLevel.Possible } verdict && verdict.Source == verdict.Region
        && MinuteBucket.Of(flagged) - verdict.RaisedMinute <= BurstSettles;
}
