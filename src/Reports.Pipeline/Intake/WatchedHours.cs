using System.Numerics;
using Microsoft.EntityFrameworkCore;
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
/// <remarks>Remembers what is stored, so that a long stream asks the database only where it tells of hours that nobody told of. Safe for all threads.</remarks>
public sealed class WatchedHours(IDbContextFactory<ReportsDbContext> contexts, TimeProvider time) : IDisposable
{
    /// <summary>Nobody reports a small service for days; after a longer silence the partner is taken to have been away.</summary>
    private const int MostSilentHours = 7 * 24;

    private const int RowsAtOnce = 10_000;

    /// <summary>Another node may have stored hours since; those it stores in the meantime are joined by the next batch.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<int, KnownHours> _known = [];

    /// <param name="reports">Those that say something about the past.</param>
    public async Task MarkAsync(IEnumerable<Report> reports, int currentMinute, CancellationToken cancellationToken)
    {
        var current = currentMinute / MinuteBucket.PerHour;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var services = reports.Where(report => !IsStored(report, current)).ToLookup(report => report.ServiceId, report => report.Minute);
            if (services.Count > 0)
            {
                await MarkAsync(services, current, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool IsStored(Report report, int current) => _known.TryGetValue(report.ServiceId, out var known) && known.Has(report.Minute, current);

    private async Task MarkAsync(ILookup<int, int> services, int current, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await ReadAsync(context, services, current, cancellationToken).ConfigureAwait(false);
        var rows = services.SelectMany(service => RowsOf(service.Key, service, _known[service.Key].Any, current)).ToList();
        foreach (var some in rows.Chunk(RowsAtOnce))
        {
            await context.AddObservedHoursAsync(some, cancellationToken).ConfigureAwait(false);
        }

        // Only now: what was not stored must be told again.
        foreach (var row in rows)
        {
            _known[row.ServiceId].Add(row);
        }
    }

    /// <summary>Rows come in any order: an hour that is stored already may lie before, after or between them.</summary>
    private async Task ReadAsync(ReportsDbContext context, ILookup<int, int> services, int current, CancellationToken cancellationToken)
    {
        var minutes = services.SelectMany(service => service).ToList();
        var (first, last) = (minutes.Min() / MinuteBucket.PerHour, minutes.Max() / MinuteBucket.PerHour);

        // Rounded to a power of two of its length, so that the next thousand lines of a stream in no order fall into the same range.
        var unit = (int)BitOperations.RoundUpToPowerOf2((uint)(last - first + 1));
        (first, last) = (first - (first % unit), last + unit - 1 - (last % unit));
        foreach (var service in services.Where(service => !_known.ContainsKey(service.Key)))
        {
            _known[service.Key] = new KnownHours(current - (IntakeOptions.MaxAgeDays * 24) - MostSilentHours - 1);
        }

        var old = services.Select(service => service.Key).Where(service => !_known[service].IsRead(first, last, time, Fresh)).ToArray();
        if (old.Length == 0)
        {
            return;
        }

        var readAt = time.GetTimestamp();
        var around = await context.ReadNearestObservedAsync(old, first, last, MostSilentHours, cancellationToken).ConfigureAwait(false);
        var between = await context.ReadPartnerHoursAsync(first, last + 1, old, cancellationToken).ConfigureAwait(false);
        foreach (var service in old)
        {
            _known[service].Read(readAt, first, last, around.GetValueOrDefault(service), between[service]);
        }
    }

    /// <summary>The hours of the reports, and the silent ones between them and those that are known.</summary>
    private static IEnumerable<ObservedHourRow> RowsOf(int service, IEnumerable<int> minutes, HourSet known, int current)
    {
        var reported = new SortedDictionary<int, int>();
        foreach (var minute in minutes)
        {
            var hour = minute / MinuteBucket.PerHour;
            reported[hour] = hour == current ? Math.Max(reported.GetValueOrDefault(hour), (minute % MinuteBucket.PerHour) + 1) : MinuteBucket.PerHour;
        }

        var watched = new Dictionary<int, int>(reported);
        int? last = null;
        foreach (var hour in reported.Keys)
        {
            Join(last, hour);
            Join(known.Nearest(hour, -1, MostSilentHours), hour);
            Join(hour, known.Nearest(hour, 1, MostSilentHours));
            last = hour;
        }

        return watched.Select(hour => new ObservedHourRow { ServiceId = service, Hour = hour.Key, Minutes = hour.Value });

        void Join(int? from, int? to)
        {
            for (var hour = from + 1; hour < to && to - from <= MostSilentHours; hour++)
            {
                if (!known.Contains(hour.Value))
                {
                    watched.TryAdd(hour.Value, MinuteBucket.PerHour);
                }
            }
        }
    }
}
