using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Detection.Detectors;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Counting;

namespace Reports.Pipeline.Outages;

/// <summary>Looks at where the reports of a surge come from before it is called an outage.</summary>
internal static class SourceCheck
{
    /// <summary>A network is fresh once in so long, so none is counted twice.</summary>
    private const int LongestMinutes = MinuteBucket.PerHour;

    public static async Task<SourceDoubt> DoubtAsync(
        ReportsDbContext context, SiteRegions regions, int serviceId, AlarmSummary summary, CountWindow window, int networksOfOne, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var to = MinuteBucket.Of(now) + 1;
        var from = Math.Max(to - LongestMinutes, Math.Min(to - 1, MinuteBucket.Of(summary.Onset ?? now)));
        var counts = Enumerable.Range(from, to - from).SelectMany(minute => window.Of(serviceId, minute)).Where(count => count.Kind == ReportKind.Down).ToList();
        var links = await context.LinkCounts.Where(row => row.ServiceId == serviceId && row.Minute >= from)
            .GroupBy(row => new { Day = row.Minute / MinuteBucket.PerDay, row.Link }).Select(same => new { same.Key.Day, Count = same.Sum(row => row.Count) })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new SurgeSources(
            Networks(counts, summary, regions, to - from),
            Sums(counts.Where(count => count.ProblemId > 0), count => count.ProblemId),
            Sums(counts.Where(count => count.Place.CountryNumber > 0), count => count.Place.CountryNumber),

            // A site has another hash every day: around midnight its two are taken together.
            [links.GroupBy(link => link.Day).Sum(day => day.Max(link => link.Count))],
            counts.Sum(count => count.Count)).Doubt(networksOfOne);
    }

    /// <summary>
    /// In the countries in alarm together, for a network reports from one; or in a wider region that stands out by its own sum. Each against what is usual
    /// there, for what is chance in the whole world hides a country.
    /// </summary>
    private static double Networks(List<MinuteCount> counts, AlarmSummary summary, SiteRegions regions, int minutes)
    {
        var fresh = counts.GroupBy(count => regions.IndexOf(count.Place)).ToDictionary(same => same.Key, same => same.Sum(count => count.Fresh));
        double Beyond(SeriesVerdict verdict) => SurgeSources.Beyond(
            fresh.Where(part => IsWithin(part.Key, verdict.Region, regions)).Sum(part => part.Value), verdict.ExpectedPerMinute * minutes);

        var alarms = summary.Verdicts.Where(verdict => verdict.Level == AlarmLevel.Alarm).ToList();
        var wide = alarms.Where(verdict => !SiteRegions.IsCountry(verdict.Region) && verdict.Source == verdict.Region).Select(Beyond).DefaultIfEmpty(0).Max();
        return Math.Max(wide, alarms.Where(verdict => SiteRegions.IsCountry(verdict.Region)).Sum(Beyond));
    }

    private static bool IsWithin(int part, int region, SiteRegions regions) => region == SiteRegions.World || part == region || regions.Tree[part].Parent == region;

    private static List<int> Sums(IEnumerable<MinuteCount> counts, Func<MinuteCount, int> by) => [.. counts.GroupBy(by).Select(same => same.Sum(count => count.Count))];
}
