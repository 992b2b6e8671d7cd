using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;

namespace Reports.Pipeline.OpenData;

/// <summary>A day of a service as open data: cells of every minute, then the exact totals of the day. Safe for all threads.</summary>
public sealed class OpenDataReader(IDbContextFactory<ReportsDbContext> contexts, ServiceCatalog catalog)
{
    /// <summary>Whether this site or a partner watched the service on that day at all.</summary>
    /// <param name="day">Days since the Unix epoch.</param>
    public async Task<bool> IsWatchedAsync(MonitoredService service, int day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await context.IsDayWatchedAsync(service.Id, day * MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>In order of time. An hour is read at a time: whoever takes it slowly holds no transaction open.</summary>
    public async IAsyncEnumerable<OpenDataRow> ReadAsync(MonitoredService service, int day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        var totals = new DayTotals();
        for (var hour = day * MinuteBucket.PerDay; hour < (day + 1) * MinuteBucket.PerDay; hour += MinuteBucket.PerHour)
        {
            foreach (var minute in (await ReadHourAsync(service.Id, hour, cancellationToken).ConfigureAwait(false)).GroupBy(count => count.Minute).OrderBy(group => group.Key))
            {
                foreach (var count in minute)
                {
                    totals.Add(count);
                }

                foreach (var row in MinuteCells.Of(minute.Key, minute, catalog))
                {
                    yield return row;
                }
            }
        }

        foreach (var row in totals.Rows())
        {
            yield return row;
        }
    }

    private async Task<List<MinuteCount>> ReadHourAsync(int service, int from, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await context.ReadMinutesAsync(service, from, from + MinuteBucket.PerHour, cancellationToken).ConfigureAwait(false);
    }
}
