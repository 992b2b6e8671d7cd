using Microsoft.EntityFrameworkCore;
using Reports.Data.Retention;
using Reports.Data.Tables;

namespace Reports.Data.Sqlite;

internal sealed class SqliteRetention(IDbContextFactory<ReportsDbContext> contexts) : IRetention
{
    private const int MinutesAtOnce = 60;

    public Task PrepareAsync(int minute, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task ForgetAsync(RetentionLimits limits, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await context.ForgetRowsAsync(limits, cancellationToken).ConfigureAwait(false);
        await ForgetPersonsAsync(context, limits.KeysFrom, cancellationToken).ConfigureAwait(false);
        await ForEachAsync(context.Reports, nameof(ReportRow.Minute), limits.ReportsFrom, 1, rows => DeleteAsync(context, rows, cancellationToken), cancellationToken).ConfigureAwait(false);
        await ForgetCitiesAsync(context, limits.ReportsFrom, cancellationToken).ConfigureAwait(false);
    }

    private static Task ForgetPersonsAsync(ReportsDbContext context, int beforeDay, CancellationToken cancellationToken) =>
        ForEachAsync(context.Reporters, nameof(ReporterRow.ServiceId), int.MaxValue, 1, ofService =>
            ForEachAsync(ofService, nameof(ReporterRow.KeyDay), beforeDay, 1, ofDay =>
                ForEachAsync(ofDay, nameof(ReporterRow.Slice), int.MaxValue, 1, rows => DeleteAsync(context, rows, cancellationToken), cancellationToken), cancellationToken), cancellationToken);

    private static Task ForgetCitiesAsync(ReportsDbContext context, int beforeMinute, CancellationToken cancellationToken) =>
        ForEachAsync(context.CityCounts, nameof(CityCountRow.ServiceId), int.MaxValue, 1, ofService =>
            ForEachAsync(ofService, nameof(CityCountRow.Minute), beforeMinute, MinutesAtOnce, rows => DeleteAsync(context, rows, cancellationToken), cancellationToken), cancellationToken);

    /// <summary>
    /// Goes through the values of a column that are below a limit, some at a time, by asking for the next one there is. Where the columns before it in the key are fixed, each question
    /// and each delete goes straight to its rows; one that looked at a whole table would hold the only writer meanwhile.
    /// </summary>
    private static async Task ForEachAsync<T>(IQueryable<T> rows, string column, int limit, int atOnce, Func<IQueryable<T>, Task> action, CancellationToken cancellationToken)
        where T : class
    {
        Task<int?> NextAsync(int from) =>
            rows.Where(row => EF.Property<int>(row, column) >= from && EF.Property<int>(row, column) < limit).MinAsync(row => (int?)EF.Property<int>(row, column), cancellationToken);

        for (var next = await NextAsync(0).ConfigureAwait(false); next is { } first; next = await NextAsync(first + atOnce).ConfigureAwait(false))
        {
            // SQLite does not know that a span of one is one value, and would go through all that follows in the key.
            var end = Math.Min(first + atOnce, limit);
            await action(atOnce == 1
                ? rows.Where(row => EF.Property<int>(row, column) == first)
                : rows.Where(row => EF.Property<int>(row, column) >= first && EF.Property<int>(row, column) < end)).ConfigureAwait(false);
        }
    }

    private static async Task DeleteAsync<T>(ReportsDbContext context, IQueryable<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        using var turn = await SqliteTurns.TakeAsync(context.Database.GetConnectionString()!, cancellationToken).ConfigureAwait(false);
        await rows.ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
