using Microsoft.EntityFrameworkCore;
using Reports.Data.Retention;
using Reports.Domain.Counting;

namespace Reports.Data.Postgres;

internal sealed class PostgresRetention(IDbContextFactory<ReportsDbContext> contexts, PostgresPartitions partitions) : IRetention
{
    public async Task PrepareAsync(int minute, CancellationToken cancellationToken)
    {
        var tomorrow = minute + MinuteBucket.PerDay;
        foreach (var next in new[] { minute, tomorrow })
        {
            await partitions.EnsureCountsAsync(next, cancellationToken).ConfigureAwait(false);
            await partitions.EnsureReportsAsync(next, cancellationToken).ConfigureAwait(false);
            await partitions.EnsureKeyDayAsync(next / MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task ForgetAsync(RetentionLimits limits, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await context.ForgetRowsAsync(limits, cancellationToken).ConfigureAwait(false);
        await partitions.DropAsync(limits.KeysFrom, limits.ReportsFrom / MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false);
    }
}
