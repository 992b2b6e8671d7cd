using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Npgsql;
using Reports.Domain.Counting;

namespace Reports.Data.Postgres;

/// <summary>
/// Makes the partitions that a group is about to write to, and drops those whose time is over: reports and cities by day, counts by month, persons
/// by key day.
/// </summary>
internal sealed class PostgresPartitions(NpgsqlDataSource source)
{
    /// <summary>
    /// Of rows that are added, asked for by the beginning of their key and dropped with their day: there is next to nothing to clean up, and samples change no plan. While a
    /// part grows fast the server would read it again every minute, for half a second of a processor (decision 33).
    /// </summary>
    private const string WithoutUpkeep = "with (autovacuum_enabled = false)";

    private readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);

    public static string OfDay(string table, int minute) => table + MinuteBucket.Start(minute).ToString("'_d'yyyyMMdd", CultureInfo.InvariantCulture);

    public static string OfMonth(string table, int minute) => table + MinuteBucket.Start(minute).ToString("'_m'yyyyMM", CultureInfo.InvariantCulture);

    public static string OfKeyDay(string table, int keyDay) => $"{table}_k{keyDay:D5}";

    public async Task EnsureCountsAsync(int minute, CancellationToken cancellationToken)
    {
        var start = MinuteBucket.Start(minute);
        var month = new DateTimeOffset(start.Year, start.Month, 1, 0, 0, 0, TimeSpan.Zero);
        await EnsureAsync(
            "minute_counts", OfMonth("minute_counts", minute), $"from ({MinuteBucket.Of(month)}) to ({MinuteBucket.Of(month.AddMonths(1))})", "", cancellationToken).ConfigureAwait(false);
    }

    public async Task EnsureReportsAsync(int minute, CancellationToken cancellationToken)
    {
        var day = minute / MinuteBucket.PerDay;
        var span = $"from ({day * MinuteBucket.PerDay}) to ({(day + 1) * MinuteBucket.PerDay})";
        await EnsureAsync("reports", OfDay("reports", minute), span, WithoutUpkeep, cancellationToken).ConfigureAwait(false);
        await EnsureAsync("city_counts", OfDay("city_counts", minute), span, "", cancellationToken).ConfigureAwait(false);
    }

    public Task EnsureKeyDayAsync(int keyDay, CancellationToken cancellationToken) =>
        EnsureAsync("reporters", OfKeyDay("reporters", keyDay), $"in ({keyDay})", WithoutUpkeep, cancellationToken);

    /// <summary>Drops persons of the key days, and reports and cities of the days, before those given. What cannot be dropped now keeps nothing else from it.</summary>
    public async Task DropAsync(int keyDay, int day, CancellationToken cancellationToken)
    {
        var failures = new List<NpgsqlException>();
        var minute = day * MinuteBucket.PerDay;
        foreach (var (table, firstKept) in new[] { ("reporters", OfKeyDay("reporters", keyDay)), ("reports", OfDay("reports", minute)), ("city_counts", OfDay("city_counts", minute)) })
        {
            try
            {
                await DropBeforeAsync(table, firstKept, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException exception)
            {
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    /// <summary>
    /// Names of partitions sort like their days. A partition is detached first, which keeps neither writers nor readers of its table waiting, as dropping it at once would while
    /// somebody reads the whole table. Where that takes too long this fails, and goes on with what is left the next time.
    /// </summary>
    private async Task DropBeforeAsync(string table, string firstKept, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (name, detach) in await OldAsync(connection, table, firstKept, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                // One at a time: a detach cannot be part of a transaction.
                string[] steps = ["set lock_timeout = '2s'", .. detach is null ? (string[])[] : [$"alter table {table} detach partition {name} {detach}"], $"drop table if exists {name}"];
                foreach (var step in steps)
                {
                    await using var command = new NpgsqlCommand(step, connection);
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                if (connection.State == ConnectionState.Open)
                {
                    await using var reset = new NpgsqlCommand("reset lock_timeout", connection);
                    await reset.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }

            _made.TryRemove(name, out _);
        }
    }

    /// <returns>
    /// Old partitions, and those that were detached but not dropped; with the way to detach them, where they are not. First those that were begun: a table has only one that is being detached.
    /// </returns>
    private static async Task<List<(string Name, string? Detach)>> OldAsync(NpgsqlConnection connection, string table, string firstKept, CancellationToken cancellationToken)
    {
        await using var query = new NpgsqlCommand(
            """
            select part.relname, case when not inhdetachpending then 'concurrently' when inhdetachpending then 'finalize' end
            from pg_class part left join pg_inherits on inhrelid = part.oid
            where part.relkind = 'r' and part.relnamespace = (select relnamespace from pg_class where oid = $1::regclass)
                and part.relname ~ ('^' || $1 || '_[dk][0-9]+$') and part.relname < $2 collate "C"
            order by inhdetachpending desc nulls first, part.relname
            """,
            connection);
        query.Parameters.AddWithValue(table);
        query.Parameters.AddWithValue(firstKept);
        await using var rows = await query.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var old = new List<(string, string?)>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            old.Add((rows.GetString(0), await rows.IsDBNullAsync(1, cancellationToken).ConfigureAwait(false) ? null : rows.GetString(1)));
        }

        return old;
    }

    // All parts of the statements are our own numbers and names, so they are built as text: DDL takes no parameters.
    private async Task EnsureAsync(string table, string name, string values, string storage, CancellationToken cancellationToken)
    {
        if (_made.ContainsKey(name))
        {
            return;
        }

        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        // Two nodes may make the same partition at the same instant.
        await using var question = new NpgsqlCommand(
            $"select pg_advisory_xact_lock(hashtext('{name}')); select exists (select from pg_inherits where inhrelid = to_regclass('{name}'))", connection, transaction);
        await using (var answer = await question.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            await answer.NextResultAsync(cancellationToken).ConfigureAwait(false);
            await answer.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (answer.GetBoolean(0))
            {
                _made[name] = true;
                return;
            }
        }

        // Made first and attached then, which waits for no reader or writer: a partition made in its place waits for whoever reads the whole table, such as a backup, and all reports wait behind it.
        await using var command = new NpgsqlCommand(
            $"create table if not exists {name} (like {table} including all) {storage}; alter table {table} attach partition {name} for values {values}", connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        _made[name] = true;
    }
}
