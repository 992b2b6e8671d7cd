using Reports.Data.Tables;
using Reports.Detection.Detectors;
using Reports.Detection.Scoring;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>
/// How much of each macro-region is affected, with the doubt about it. <see cref="Extent"/> counts a country wholly or not at all; here it counts
/// with the probability that its alarm is true, and its usual level with what is known of it.
/// </summary>
public static class ExtentShares
{
    /// <summary>One per macro-region, in the order of <see cref="MacroRegions.All"/>; null where it stands out as a whole but no country in it does.</summary>
    public static ShareRange?[] Of(OutageRow outage, ServiceWatch watch, AlarmSummary summary, SiteRegions regions, int minute)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(regions);
        var probabilities = Probabilities(outage, watch, summary, regions);
        var start = minute / MinuteBucket.PerHour * MinuteBucket.PerHour;
        var shares = new ShareRange?[MacroRegions.All.Count];
        for (var macro = 0; macro < shares.Length; macro++)
        {
            shares[macro] = probabilities.Keys.Any(country => regions.MacroOf(country) == macro)
                ? Share(Parts(macro).ToList())
                : summary.LevelOf(macro + 1) == AlarmLevel.None ? ShareRange.Nothing : null;
        }

        return shares;

        IEnumerable<SharePart> Parts(int macro) =>
            from country in Enumerable.Range(0, regions.Tree.Count)
            where SiteRegions.IsCountry(country) && regions.MacroOf(country) == macro
            let uncertainty = watch.LevelUncertainty(country)
            where uncertainty is not null
            select new SharePart(watch.Expected(country, start, start + MinuteBucket.PerHour).Mean, uncertainty.Value, probabilities.GetValueOrDefault(country));
    }

    /// <summary>The larger share of each; of nothing, as it was before a region stood out, none is left.</summary>
    public static ShareRange?[] Largest(IReadOnlyList<ShareRange?> before, IReadOnlyList<ShareRange?> now)
    {
        ArgumentNullException.ThrowIfNull(before);
        return [.. now.Select((share, macro) => before.ElementAtOrDefault(macro) is { Share: > 0 } known && (share is null || known.Share >= share.Share) ? known : share)];
    }

    /// <summary>
    /// Countries that are part of it by the most they said, since what falls back was affected all the same; those that are only possible by
    /// what they say now.
    /// </summary>
    private static Dictionary<int, double> Probabilities(OutageRow outage, ServiceWatch watch, AlarmSummary summary, SiteRegions regions)
    {
        var probabilities = summary.Verdicts.Where(verdict => SiteRegions.IsCountry(verdict.Region))
            .ToDictionary(verdict => verdict.Region, verdict => watch.EvidenceOf(verdict).Confidence);
        foreach (var row in outage.Regions.Where(row => row.LeftAt is null && row.Confidence is not null))
        {
            var country = regions.IndexOf(row.Region);
            if (SiteRegions.IsCountry(country))
            {
                probabilities[country] = row.Confidence!.Value;
            }
        }

        return probabilities;
    }

    private static ShareRange Share(List<SharePart> parts)
    {
        const int Digits = 4;
        var (share, low, high) = UncertainShare.Of(parts);
        return new ShareRange(Math.Round(share, Digits), Math.Round(low, Digits), Math.Round(high, Digits));
    }
}
