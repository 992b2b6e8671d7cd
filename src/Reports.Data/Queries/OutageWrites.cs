using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;

namespace Reports.Data.Queries;

/// <summary>How outages are stored where others may change them at the same time.</summary>
public static class OutageWrites
{
    /// <summary>Finds what is to be stored of an outage, where changes are not looked for by themselves.</summary>
    /// <returns>Whether there is anything.</returns>
    public static bool DetectChanged(this ReportsDbContext context, OutageRow outage)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(outage);
        var entry = context.Entry(outage);
        entry.DetectChanges();
        var hasChanged = entry.State != EntityState.Unchanged || outage.Transitions.Any(transition => context.Entry(transition).State != EntityState.Unchanged);

        // Where only its course goes on, its state is asked for all the same.
        if (hasChanged && entry.State == EntityState.Unchanged)
        {
            entry.Property(row => row.State).IsModified = true;
        }

        return hasChanged;
    }

    /// <summary>
    /// Stores what has changed, each outage with its transitions or not at all: not where its state is no longer the one that was read, or another
    /// has opened one for the same service, for then another node or an operator was faster, and what they did stands. Should they be faster by less than it
    /// takes to ask, nothing is stored, with an exception.
    /// </summary>
    /// <param name="outages">Those that may have changed; many more may have been read. Of those that have not, nothing is asked.</param>
    /// <returns>The outages that were not stored; the context has forgotten them.</returns>
    public static async Task<IReadOnlyCollection<Guid>> SaveUncontestedAsync(
        this ReportsDbContext context, IReadOnlyCollection<OutageRow> outages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outages);
        outages = [.. outages.Where(context.DetectChanged)];
        if (outages.Count == 0)
        {
            return [];
        }

        var (ids, services) = (outages.Select(outage => outage.Id).ToList(), outages.Select(outage => outage.ServiceId).ToList());
        var stored = await context.Outages.Where(row => ids.Contains(row.Id) || (services.Contains(row.ServiceId) && row.EndedAt == null))
            .Select(row => new { row.Id, row.ServiceId, row.State }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var contested = outages.Where(outage => context.Entry(outage) is var entry && (entry.State == EntityState.Added
            ? stored.Exists(row => row.ServiceId == outage.ServiceId)
            : !stored.Exists(row => row.Id == outage.Id && row.State == entry.Property(own => own.State).OriginalValue))).Select(outage => outage.Id).ToHashSet();
        if (contested.Count > 0)
        {
            foreach (var entry in context.ChangeTracker.Entries().Where(entry => OutageOf(entry.Entity) is { } id && contested.Contains(id)).ToList())
            {
                entry.State = EntityState.Detached;
            }
        }

        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return contested;
    }

    private static Guid? OutageOf(object row) => row switch
    {
        OutageRow outage => outage.Id,
        OutageTransitionRow transition => transition.OutageId,
        _ => null,
    };
}
