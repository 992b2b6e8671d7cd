using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;

namespace Reports.Data.Queries;

/// <summary>How outages are stored where others may change them at the same time.</summary>
public static class OutageWrites
{
    /// <summary>
    /// Stores what has changed, each outage with its regions and transitions or not at all: not where its state is no longer the one that was read, for then
    /// another node or an operator was faster, and what they did stands.
    /// </summary>
    /// <returns>The outages that were not stored; the context has forgotten them.</returns>
    public static async Task<IReadOnlyCollection<Guid>> SaveUncontestedAsync(this ReportsDbContext context, CancellationToken cancellationToken)
    {
        var contested = new HashSet<Guid>();
        while (true)
        {
            try
            {
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return contested;
            }
            catch (DbUpdateConcurrencyException conflict)
            {
                var lost = conflict.Entries.Select(entry => OutageOf(entry.Entity)).OfType<Guid>().ToHashSet();
                if (lost.Count == 0)
                {
                    throw;
                }

                contested.UnionWith(lost);
                foreach (var entry in context.ChangeTracker.Entries().Where(entry => OutageOf(entry.Entity) is { } id && lost.Contains(id)).ToList())
                {
                    entry.State = EntityState.Detached;
                }
            }
        }
    }

    private static Guid? OutageOf(object row) => row switch
    {
        OutageRow outage => outage.Id,
        OutageRegionRow region => region.OutageId,
        OutageTransitionRow transition => transition.OutageId,
        _ => null,
    };
}
