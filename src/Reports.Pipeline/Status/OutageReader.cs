using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;

namespace Reports.Pipeline.Status;

/// <summary>Finds an outage: on the board, or, when it is too old for that, in the database.</summary>
public sealed class OutageReader(StatusBoardHolder holder, IDbContextFactory<ReportsDbContext> contexts, ServiceCatalog catalog)
{
    public async Task<OutageView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        holder.Current.FindOutage(id) ?? await ReadAsync(id, cancellationToken).ConfigureAwait(false);

    /// <summary>As it is stored now, which may be a tick ahead of the board.</summary>
    public async Task<OutageView?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (await context.FindOutageAsync(id, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var updates = await context.ReadUpdatesAsync(row.StartedAt.AddDays(-1), row.ServiceId, cancellationToken).ConfigureAwait(false);
        return OutageViews.Of(row, catalog, updates);
    }
}
