using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;

namespace Reports.Pipeline.Status;

/// <summary>Finds an outage: on the board, or, when it is too old for that, in the database.</summary>
public sealed class OutageReader(StatusBoardHolder holder, IDbContextFactory<ReportsDbContext> contexts, ServiceCatalog catalog) : IDisposable
{
    /// <summary>Whoever makes up ids must not take the database from others.</summary>
    private readonly Turns _turns = new(atOnce: 4, mostWaiting: 200);

    /// <exception cref="BusyException">It is not on the board, and too many ask for such at once.</exception>
    public async Task<OutageView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        holder.Current.FindOutage(id) ?? await ReadAsync(id, cancellationToken).ConfigureAwait(false);

    /// <summary>As it is stored now, which may be a tick ahead of the board.</summary>
    /// <exception cref="BusyException">Too many ask at once.</exception>
    public Task<OutageView?> ReadAsync(Guid id, CancellationToken cancellationToken) => _turns.TakeAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (await context.FindOutageAsync(id, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        var updates = await context.ReadUpdatesAsync(row.StartedAt.AddDays(-1), row.ServiceId, cancellationToken).ConfigureAwait(false);
        return OutageViews.Of(row, catalog, updates);
    });

    public void Dispose() => _turns.Dispose();
}
