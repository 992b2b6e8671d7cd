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
        var known = await context.ReadNearestObservedAsync([.. services.Select(service => service.Key)], first, last, MostSilentHours, cancellationToken).ConfigureAwait(false);
        await context.AddObservedHoursAsync(
            [.. services.SelectMany(service => Watched(service, known.GetValueOrDefault(service.Key))
                .Select(hour => new ObservedHourRow { ServiceId = service.Key, Hour = hour, Minutes = hour == current ? (service.Max() % MinuteBucket.PerHour) + 1 : MinuteBucket.PerHour }))],
            cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<int> Watched(IEnumerable<int> minutes, NearestHours known)
    {
        int? before = null;
        foreach (var hour in minutes.Select(minute => minute / MinuteBucket.PerHour).Concat(new[] { known.Before, known.After }.OfType<int>()).Distinct().Order())
        {
            for (var silent = before is { } from && hour - from <= MostSilentHours ? from + 1 : hour; silent <= hour; silent++)
            {
                yield return silent;
            }

            before = hour;
        }
    }
}
