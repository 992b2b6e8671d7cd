using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>
/// Says which hours of the past partners watched for a service, though this site was not there to write heartbeats: all from one of its reports
/// to the next. Were the hours without a report left out, what is usual of a quiet service would be learnt from its loud hours alone.
/// </summary>
internal static class WatchedHours
{
    /// <summary>Nobody reports a small service for days; after a longer silence the partner is taken to have been away.</summary>
    private const int MostSilentHours = 7 * 24;

    public static async Task MarkAsync(ReportsDbContext context, IReadOnlyCollection<Report> reports, int currentMinute, CancellationToken cancellationToken)
    {
        if (reports.Count == 0)
        {
            return;
        }

        var current = currentMinute / MinuteBucket.PerHour;
        var services = reports.ToLookup(report => report.ServiceId, report => report.Minute);
        var (first, last) = (reports.Min(report => report.Minute) / MinuteBucket.PerHour, reports.Max(report => report.Minute) / MinuteBucket.PerHour);
        int[] ids = [.. services.Select(service => service.Key)];

        // Rows come in any order: an hour that is known already may lie before, after or between them.
        var around = await context.ReadNearestObservedAsync(ids, first, last, MostSilentHours, cancellationToken).ConfigureAwait(false);
        var between = await context.ReadPartnerHoursAsync(first, last + 1, ids, cancellationToken).ConfigureAwait(false);
        var hours = services.SelectMany(service =>
        {
            var near = around.GetValueOrDefault(service.Key);
            var known = between[service.Key].Select(row => row.Hour).Concat(new[] { near.Before, near.After }.OfType<int>()).ToHashSet();
            var reported = service.Select(minute => minute / MinuteBucket.PerHour).ToHashSet();
            return Joined(reported.Union(known)).Where(hour => reported.Contains(hour) || !known.Contains(hour)).Select(hour => new ObservedHourRow
            {
                ServiceId = service.Key,
                Hour = hour,
                Minutes = hour == current ? (service.Where(minute => minute / MinuteBucket.PerHour == current).Max() % MinuteBucket.PerHour) + 1 : MinuteBucket.PerHour,
            });
        });
        await context.AddObservedHoursAsync([.. hours], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The hours and the silent ones between them.</summary>
    private static IEnumerable<int> Joined(IEnumerable<int> hours)
    {
        int? before = null;
        foreach (var hour in hours.Order())
        {
            for (var silent = before is { } from && hour - from <= MostSilentHours ? from + 1 : hour; silent <= hour; silent++)
            {
                yield return silent;
            }

            before = hour;
        }
    }
}
