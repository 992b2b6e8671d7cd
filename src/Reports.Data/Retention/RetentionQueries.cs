using Microsoft.EntityFrameworkCore;

namespace Reports.Data.Retention;

internal static class RetentionQueries
{
    /// <summary>Deletes from the tables that are no partitions on any database. The keys go first: without them the hashes mean nothing.</summary>
    public static async Task ForgetRowsAsync(this ReportsDbContext context, RetentionLimits limits, CancellationToken cancellationToken)
    {
        await context.SigningKeys.Where(row => row.Day < limits.KeysFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Receipts.Where(row => row.StoredMinute < limits.ReceiptsFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.LinkCounts.Where(row => row.Minute < limits.ReceiptsFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Comments.Where(row => row.Minute < limits.ReportsFrom).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
