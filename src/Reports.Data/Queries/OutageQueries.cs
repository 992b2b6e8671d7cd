using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;
using Reports.Domain.Outages;

namespace Reports.Data.Queries;

public static class OutageQueries
{
    private static readonly OutageState[] OpenStates = [OutageState.Possible, OutageState.Outage, OutageState.Recovering];

    /// <summary>What is open now, and what ended after <paramref name="since"/>; dismissed ones are left out. Latest first.</summary>
    /// <param name="known">As somebody has read or stored them lately: of these only what changed since is read again.</param>
    public static async Task<List<OutageRow>> ReadRecentOutagesAsync(
        this ReportsDbContext context, DateTimeOffset since, IReadOnlyCollection<OutageRow> known, CancellationToken cancellationToken)
    {
        var ids = known.Select(row => row.Id).ToList();
        var stored = await context.Outages.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.State, Last = row.Transitions.Max(transition => (long?)transition.Id) })
            .ToDictionaryAsync(row => row.Id, cancellationToken).ConfigureAwait(false);
        var fresh = known.Where(row => stored.TryGetValue(row.Id, out var now) && now.State == row.State && now.Last == row.Transitions.Max(transition => (long?)transition.Id)).ToList();
        ids = fresh.ConvertAll(row => row.Id);
        var others = await context.Whole().Where(row => !ids.Contains(row.Id) && (OpenStates.Contains(row.State) || (row.EndedAt >= since && row.State != OutageState.Dismissed)))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. fresh.Where(row => row.State != OutageState.Dismissed).Concat(others).OrderByDescending(row => row.StartedAt)];
    }

    /// <summary>All outages that are open, to be changed, some at a time.</summary>
    public static async IAsyncEnumerable<List<OutageRow>> TrackOpenOutagesAsync(this ReportsDbContext context, int together, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = context.Outages.Where(row => OpenStates.Contains(row.State));
        foreach (var ids in (await open.Select(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false)).Chunk(together))
        {
            yield return await open.Where(row => ids.Contains(row.Id)).Include(row => row.Transitions).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public static Task<OutageRow?> FindOutageAsync(this ReportsDbContext context, Guid id, CancellationToken cancellationToken) =>
        context.Whole().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);

    /// <summary>A page of outages, latest first.</summary>
    public static async Task<List<OutageRow>> ListOutagesAsync(this ReportsDbContext context, OutageFilter filter, int take, CancellationToken cancellationToken)
    {
        var rows = context.Whole();
        if (filter.Open is { } open)
        {
            rows = open ? rows.Where(row => OpenStates.Contains(row.State)) : rows.Where(row => row.State == OutageState.Resolved);
        }
        else
        {
            rows = rows.Where(row => row.State != OutageState.Dismissed);
        }

        if (filter.ServiceId is { } service)
        {
            rows = rows.Where(row => row.ServiceId == service);
        }

        if (filter.Regions is { } regions)
        {
            rows = rows.Where(row => row.EverIn.Any(region => regions.Contains(region)));
        }

        if (filter.From is { } from)
        {
            rows = rows.Where(row => row.EndedAt == null || row.EndedAt >= from);
        }

        if (filter.To is { } to)
        {
            rows = rows.Where(row => row.StartedAt < to);
        }

        if (filter.Before is { } before)
        {
            // An onset is a whole minute, so two outages may share it.
            rows = rows.Where(row => row.StartedAt < before.StartedAt || (row.StartedAt == before.StartedAt && row.Id.CompareTo(before.Id) < 0));
        }

        return await rows.OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Id).Take(take).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Official updates at or after <paramref name="since"/>, oldest first.</summary>
    public static Task<List<OfficialUpdateRow>> ReadUpdatesAsync(this ReportsDbContext context, DateTimeOffset since, int? serviceId, CancellationToken cancellationToken) =>
        context.OfficialUpdates.AsNoTracking().Where(row => row.At >= since && (serviceId == null || row.ServiceId == serviceId))
            .OrderBy(row => row.At).ToListAsync(cancellationToken);

    /// <summary>What ended by itself and began at or after <paramref name="since"/>, possible ones too; not what was put down to a provider.</summary>
    public static IAsyncEnumerable<StoredSurge> ReadSurgesAsync(this ReportsDbContext context, DateTimeOffset since) =>
        context.Outages.AsNoTracking()
            .Where(row => row.StartedAt >= since && row.EndedAt != null && row.State != OutageState.Retracted && row.CauseKind != CauseKind.DependsOn)
            .OrderBy(row => row.Id)
            .Select(row => new StoredSurge(
                row.ServiceId, row.StartedAt, row.EndedAt!.Value, row.FlaggedAt != null && row.CauseServiceId == null, row.Regions.AsReadOnly()))
            .AsAsyncEnumerable();

    private static IQueryable<OutageRow> Whole(this ReportsDbContext context) =>
        context.Outages.AsNoTracking().AsSplitQuery().Include(row => row.Transitions);
}

/// <summary>Which outages a list holds; null means any.</summary>
/// <param name="Regions">Those that any of these regions was ever part of.</param>
/// <param name="Before">Only those that come after this one in the list: the last of the page before.</param>
public sealed record OutageFilter(bool? Open, int? ServiceId, IReadOnlyList<string>? Regions, DateTimeOffset? From, DateTimeOffset? To, OutageMark? Before);

/// <summary>A place in the list of outages.</summary>
public readonly record struct OutageMark(DateTimeOffset StartedAt, Guid Id);

/// <summary>What is kept of a surge that is over.</summary>
/// <param name="IsOwnOutage">It was told as an outage and not put down to another service.</param>
/// <param name="Parts">Its regions; one that left and came back is there twice, each time with the whole.</param>
public sealed record StoredSurge(int ServiceId, DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool IsOwnOutage, IReadOnlyList<OutageRegion> Parts);
