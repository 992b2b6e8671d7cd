using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Detection.Detectors;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Counting;

namespace Reports.Pipeline.Outages;

/// <summary>Looks at where the reports of surges come from before they are called outages; all surges of a look are asked about at once.</summary>
internal sealed class SourceCheck
{
    /// <summary>A network is fresh once in so long, so none is counted twice.</summary>
    private const int LongestMinutes = MinuteBucket.PerHour;

    private readonly SiteRegions _regions;
    private readonly int _to;

    /// <summary>Reports of each service that came over its most frequent link.</summary>
    private readonly Dictionary<int, int> _overOneLink = [];

    private SourceCheck(SiteRegions regions, DateTimeOffset now) => (_regions, _to) = (regions, MinuteBucket.Of(now) + 1);

    /// <param name="surges">Those that will be asked about.</param>
    public static async Task<SourceCheck> ReadAsync(
        ReportsDbContext context, SiteRegions regions, IEnumerable<(int ServiceId, AlarmSummary Summary)> surges, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var check = new SourceCheck(regions, now);
        foreach (var same in surges.GroupBy(surge => check.From(surge.Summary), surge => surge.ServiceId))
        {
            var (from, services) = (same.Key, same.ToList());
            var links = await context.LinkCounts.Where(row => services.Contains(row.ServiceId) && row.Minute >= from)
                .GroupBy(row => new { row.ServiceId, Day = row.Minute / MinuteBucket.PerDay, row.Link }).Select(link => new { link.Key.ServiceId, link.Key.Day, Count = link.Sum(row => row.Count) })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var service in links.GroupBy(link => link.ServiceId))
            {
                // A site has another hash every day: around midnight its two are taken together.
                check._overOneLink[service.Key] = service.GroupBy(link => link.Day).Sum(day => day.Max(link => link.Count));
            }
        }

        return check;
    }

    public SourceDoubt Doubt(int serviceId, AlarmSummary summary, CountWindow window, int networksOfOne)
    {
        var from = From(summary);
        var counts = Enumerable.Range(from, _to - from).SelectMany(minute => window.Of(serviceId, minute)).Where(count => count.Kind == ReportKind.Down).ToList();
        return new SurgeSources(
            Networks(counts, summary, _to - from),
            Sums(counts.Where(count => count.ProblemId > 0), count => count.ProblemId),
            Sums(counts.Where(count => count.Place.CountryNumber > 0), count => count.Place.CountryNumber),
            [_overOneLink.GetValueOrDefault(serviceId)],
            counts.Sum(count => count.Count)).Doubt(networksOfOne);
    }

    /// <summary>The minute a surge began; an hour ago where that is longer ago, this one where it is not known.</summary>
    private int From(AlarmSummary summary) => Math.Clamp(summary.Onset is { } onset ? MinuteBucket.Of(onset) : _to - 1, _to - LongestMinutes, _to - 1);

    /// <summary>
    /// In the countries in alarm together, for a network reports from one; or in a wider region that stands out by its own sum. Each against what is usual
    /// there, for what is chance in the whole world hides a country.
    /// </summary>
    private double Networks(List<MinuteCount> counts, AlarmSummary summary, int minutes)
    {
        var fresh = counts.GroupBy(count => _regions.IndexOf(count.Place)).ToDictionary(same => same.Key, same => same.Sum(count => count.Fresh));
        double Beyond(IReadOnlyCollection<SeriesVerdict> regions) => SurgeSources.Beyond(
            regions.Sum(verdict => fresh.Where(part => IsWithin(part.Key, verdict.Region)).Sum(part => part.Value)), regions.Sum(verdict => verdict.ExpectedPerMinute) * minutes);

        var alarms = summary.Verdicts.Where(verdict => verdict.Level == AlarmLevel.Alarm).ToList();
        var wide = alarms.Where(verdict => !SiteRegions.IsCountry(verdict.Region) && verdict.Source == verdict.Region).Select(verdict => Beyond([verdict])).DefaultIfEmpty(0).Max();
        return Math.Max(wide, Beyond([.. alarms.Where(verdict => SiteRegions.IsCountry(verdict.Region))]));
    }

    private bool IsWithin(int part, int region) => region == SiteRegions.World || part == region || _regions.Tree[part].Parent == region;

    private static List<int> Sums(IEnumerable<MinuteCount> counts, Func<MinuteCount, int> by) => [.. counts.GroupBy(by).Select(same => same.Sum(count => count.Count))];
}
