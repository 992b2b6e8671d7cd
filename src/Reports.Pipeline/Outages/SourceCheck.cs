using Microsoft.EntityFrameworkCore;
using Reports.Data;
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
        ReportsDbContext context, ServiceWatch watch, CountWindow window, DateTimeOffset? onset, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var to = MinuteBucket.Of(now) + 1;
        var from = Math.Max(to - LongestMinutes, Math.Min(to - 1, MinuteBucket.Of(onset ?? now)));
        var counts = window.From(from).Where(count => count.ServiceId == watch.Service.Id && count.Kind == ReportKind.Down).ToList();
        var links = await context.LinkCounts.Where(row => row.ServiceId == watch.Service.Id && row.Minute >= from)
            .GroupBy(row => row.Link).Select(same => same.Sum(row => row.Count)).ToListAsync(cancellationToken).ConfigureAwait(false);

        // Half way to the upper end of what is usual is about a standard deviation.
        var usual = watch.Expected(SiteRegions.World, from, to);
        return new SurgeSources(
            counts.Sum(count => count.Fresh) - ((usual.Mean + usual.Upper) / 2),
            Sums(counts.Where(count => count.ProblemId > 0), count => count.ProblemId),
            Sums(counts.Where(count => count.Place.CountryNumber > 0), count => count.Place.CountryNumber),
            links, counts.Sum(count => count.Count)).Doubt();
    }

    private static List<int> Sums(IEnumerable<MinuteCount> counts, Func<MinuteCount, int> by) => [.. counts.GroupBy(by).Select(same => same.Sum(count => count.Count))];
}
