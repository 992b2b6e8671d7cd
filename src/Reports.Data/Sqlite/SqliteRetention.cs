using Microsoft.EntityFrameworkCore;
using Reports.Data.Retention;

namespace Reports.Data.Sqlite;

internal sealed class SqliteRetention(IDbContextFactory<ReportsDbContext> contexts) : IRetention
{
    public Task PrepareAsync(int minute, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task ForgetAsync(RetentionLimits limits, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await context.ForgetRowsAsync(limits, cancellationToken).ConfigureAwait(false);

        // The service leads the key of the largest table: a short delete per service instead of one scan that holds the only writer.
        foreach (var service in await context.Reports.Select(row => row.ServiceId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            await context.Reports.Where(row => row.ServiceId == service && row.Minute < limits.ReportsFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var service in await context.CityCounts.Select(row => row.ServiceId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            await context.CityCounts.Where(row => row.ServiceId == service && row.Minute < limits.ReportsFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        await context.Reporters.Where(row => row.KeyDay < limits.KeysFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Networks.Where(row => row.KeyDay < limits.KeysFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
