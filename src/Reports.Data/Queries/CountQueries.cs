using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Data.Queries;

/// <summary>Questions about counts. Ranges of minutes and hours include their start and exclude their end.</summary>
public static class CountQueries
{
    private const short Down = (short)ReportKind.Down;

    /// <summary>All counts of all services in a range of minutes.</summary>
    public static Task<List<MinuteCount>> ReadMinutesAsync(this ReportsDbContext context, int from, int to, CancellationToken cancellationToken) =>
        context.MinuteCounts.AsNoTracking().Where(row => row.Minute >= from && row.Minute < to).ReadAsync(cancellationToken);

    /// <summary>All counts of one service in a range of minutes.</summary>
    public static Task<List<MinuteCount>> ReadMinutesAsync(this ReportsDbContext context, int serviceId, int from, int to, CancellationToken cancellationToken) =>
        context.MinuteCounts.AsNoTracking().Where(row => row.ServiceId == serviceId && row.Minute >= from && row.Minute < to).ReadAsync(cancellationToken);

    /// <summary>Whether the intake was up on the day that begins with a minute, or a partner watched the service then.</summary>
    public static async Task<bool> IsDayWatchedAsync(this ReportsDbContext context, int serviceId, int from, CancellationToken cancellationToken)
    {
        var (to, fromHour) = (from + MinuteBucket.PerDay, from / MinuteBucket.PerHour);
        return await context.Heartbeats.AnyAsync(row => row.Minute >= from && row.Minute < to, cancellationToken).ConfigureAwait(false)
            || await context.ObservedHours.AnyAsync(row => row.ServiceId == serviceId && row.Hour >= fromHour && row.Hour < fromHour + 24, cancellationToken).ConfigureAwait(false)
            || await context.MinuteCounts.AnyAsync(row => row.ServiceId == serviceId && row.Minute >= from && row.Minute < to, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts of <c>down</c> reports in a range of minutes, by service and then minute: the order in which they are stored.</summary>
    public static IAsyncEnumerable<MinuteCount> StreamDown(this ReportsDbContext context, int from, int to, IReadOnlyCollection<int> services) =>
        context.MinuteCounts.AsNoTracking()
            .Where(row => row.Kind == Down && row.Minute >= from && row.Minute < to && services.Contains(row.ServiceId))
            .OrderBy(row => row.ServiceId).ThenBy(row => row.Minute)
            .Select(row => new MinuteCount(row.ServiceId, row.Minute, new PlaceId(row.PlaceId), ReportKind.Down, row.ProblemId, row.Count, row.Fresh))
            .AsAsyncEnumerable();

    /// <summary>Minutes in which the intake was up.</summary>
    public static async Task<HashSet<int>> ReadHeartbeatsAsync(this ReportsDbContext context, int from, int to, CancellationToken cancellationToken) =>
        await context.Heartbeats.Where(row => row.Minute >= from && row.Minute < to).Select(row => row.Minute).ToHashSetAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>For every hour with a heartbeat, the number of minutes that have one.</summary>
    public static Task<Dictionary<int, int>> ReadObservedHoursAsync(this ReportsDbContext context, int fromHour, int toHour, CancellationToken cancellationToken) =>
        context.Heartbeats
            .Where(row => row.Minute >= fromHour * MinuteBucket.PerHour && row.Minute < toHour * MinuteBucket.PerHour)
            .GroupBy(row => row.Minute / MinuteBucket.PerHour)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), cancellationToken);

    /// <summary>Reports of one kind in a region per step of so many minutes; steps without reports are absent.</summary>
    public static Task<Dictionary<int, int>> ReadSeriesAsync(
        this ReportsDbContext context, int serviceId, RegionPlaces region, ReportKind kind, int from, int to, int step, CancellationToken cancellationToken) =>
        context.MinuteCounts.AsNoTracking()
            .Where(row => row.ServiceId == serviceId && row.Kind == (short)kind && row.Minute >= from && row.Minute < to)
            .In(region)
            .GroupBy(row => row.Minute / step)
            .ToDictionaryAsync(group => group.Key * step, group => group.Sum(row => row.Count), cancellationToken);

    /// <summary>Counted <c>down</c> reports of a service per place and window of so many minutes, which begin anew each hour.</summary>
    /// <param name="window">1 to 60.</param>
    public static async Task<List<MinuteCount>> ReadWindowsAsync(
        this ReportsDbContext context, int serviceId, RegionPlaces region, int from, int to, int window, CancellationToken cancellationToken) =>
        (await context.MinuteCounts.AsNoTracking()
            .Where(row => row.ServiceId == serviceId && row.Kind == Down && row.Minute >= from && row.Minute < to)
            .In(region)
            .GroupBy(row => new { row.PlaceId, Hour = row.Minute / MinuteBucket.PerHour, Window = row.Minute % MinuteBucket.PerHour / window })
            .Select(group => new { group.Key, Count = group.Sum(row => row.Count) })
            .ToListAsync(cancellationToken).ConfigureAwait(false))
            .ConvertAll(same => new MinuteCount(
                serviceId, (same.Key.Hour * MinuteBucket.PerHour) + (same.Key.Window * window), new PlaceId(same.Key.PlaceId), ReportKind.Down, 0, same.Count, 0));

    /// <summary>Counted <c>down</c> reports of a service per minute and country.</summary>
    public static Task<List<CountryMinute>> ReadCountryMinutesAsync(this ReportsDbContext context, int serviceId, int from, int to, CancellationToken cancellationToken) =>
        context.MinuteCounts.AsNoTracking()
            .Where(row => row.ServiceId == serviceId && row.Kind == Down && row.Minute >= from && row.Minute < to)
            .GroupBy(row => new { row.Minute, Country = row.PlaceId / PlaceId.CountrySpan })
            .Select(group => new CountryMinute(group.Key.Minute, group.Key.Country, group.Sum(row => row.Count)))
            .ToListAsync(cancellationToken);

    /// <summary>Says that the intake is up in these minutes; saying it twice is harmless.</summary>
    public static async Task AddHeartbeatsAsync(this ReportsDbContext context, int from, int to, CancellationToken cancellationToken)
    {
        if (from < to)
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                with recursive m(minute) as (select {from} union all select minute + 1 from m where minute + 1 < {to})
                insert into heartbeats (minute) select minute from m where true on conflict do nothing
                """, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says that a partner watched a service in these hours; the longest stretch of an hour stays.</summary>
    public static async Task AddObservedHoursAsync(this ReportsDbContext context, IReadOnlyCollection<ObservedHourRow> hours, CancellationToken cancellationToken)
    {
        if (hours.Count == 0)
        {
            return;
        }

        var values = string.Join(',', hours.Select(hour => string.Create(CultureInfo.InvariantCulture, $"({hour.ServiceId},{hour.Hour},{hour.Minutes})")));
#pragma warning disable EF1002 // Nothing but whole numbers.
        await context.Database.ExecuteSqlRawAsync(
            $"""
            insert into observed_hours (service_id, hour, minutes) values {values}
            on conflict (service_id, hour) do update set minutes = excluded.minutes where excluded.minutes > observed_hours.minutes
            """, cancellationToken).ConfigureAwait(false);
#pragma warning restore EF1002
    }

    /// <summary>Per service, the last hour before <paramref name="first"/> and the first one after <paramref name="last"/> that partners watched, at most so many hours away.</summary>
    public static Task<Dictionary<int, NearestHours>> ReadNearestObservedAsync(
        this ReportsDbContext context, IReadOnlyCollection<int> services, int first, int last, int within, CancellationToken cancellationToken) =>
        context.ObservedHours.Where(row => services.Contains(row.ServiceId)
                && ((row.Hour >= first - within && row.Hour < first) || (row.Hour > last && row.Hour <= last + within)))
            .GroupBy(row => row.ServiceId)
            .Select(group => new { group.Key, Before = group.Max(row => row.Hour < first ? (int?)row.Hour : null), After = group.Min(row => row.Hour > last ? (int?)row.Hour : null) })
            .ToDictionaryAsync(near => near.Key, near => new NearestHours(near.Before, near.After), cancellationToken);

    /// <summary>Per service and hour, the minutes from its start that partners watched.</summary>
    public static async Task<ILookup<int, ObservedHourRow>> ReadPartnerHoursAsync(
        this ReportsDbContext context, int fromHour, int toHour, IReadOnlyCollection<int> services, CancellationToken cancellationToken) =>
        (await context.ObservedHours.AsNoTracking().Where(row => row.Hour >= fromHour && row.Hour < toHour && services.Contains(row.ServiceId))
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(row => row.ServiceId);

    /// <summary>Services whose older minutes changed, each with the earliest such minute. They are gone from the table when this returns.</summary>
    public static async Task<Dictionary<int, int>> TakeRecountsAsync(this ReportsDbContext context, CancellationToken cancellationToken)
    {
        if (!await context.Recounts.AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        // Deleting before reading the counts loses nothing: a write after this puts its row back. What a group is just writing is left to the next tick:
        // the two lock rows in orders of their own, and one of them would be ended as a deadlock, often the group with its reports.
        var rows = context is Postgres.PostgresReportsDbContext
            ? await context.Recounts.FromSqlRaw(
                "delete from recounts where (service_id, minute) in (select service_id, minute from recounts for update skip locked) returning service_id, minute")
                .AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)
            : await context.Recounts.FromSqlRaw("delete from recounts returning service_id, minute").AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.GroupBy(row => row.ServiceId).ToDictionary(group => group.Key, group => group.Min(row => row.Minute));
    }

    private static IQueryable<MinuteCountRow> In(this IQueryable<MinuteCountRow> rows, RegionPlaces region)
    {
        if (region.Countries is { } countries)
        {
            return rows.Where(row => countries.Contains(row.PlaceId / PlaceId.CountrySpan));
        }

        return region is { From: { } from, To: { } to } ? rows.Where(row => row.PlaceId >= from && row.PlaceId <= to) : rows;
    }

    private static async Task<List<MinuteCount>> ReadAsync(this IQueryable<MinuteCountRow> rows, CancellationToken cancellationToken) =>
        await rows.Select(row => new MinuteCount(row.ServiceId, row.Minute, new PlaceId(row.PlaceId), (ReportKind)row.Kind, row.ProblemId, row.Count, row.Fresh))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
}

/// <summary>Watched hours around a span; null where there is none nearby.</summary>
public readonly record struct NearestHours(int? Before, int? After);

/// <summary>Counted reports of a country in a minute.</summary>
/// <param name="Country">See <see cref="PlaceId.CountryNumber"/>; 0 for reports without a place.</param>
public readonly record struct CountryMinute(int Minute, int Country, int Reports);
