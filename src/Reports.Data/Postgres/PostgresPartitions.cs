using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Reports.Domain.Counting;

namespace Reports.Data.Postgres;

/// <summary>
/// Makes the partitions that a group is about to write to, and drops those whose time is over: reports and cities by day, counts by month, persons
/// and networks by key day.
/// </summary>
internal sealed class PostgresPartitions(NpgsqlDataSource source)
{
    private readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);

    public async Task EnsureCountsAsync(int minute, CancellationToken cancellationToken)
    {
        var start = MinuteBucket.Start(minute);
        var month = new DateTimeOffset(start.Year, start.Month, 1, 0, 0, 0, TimeSpan.Zero);
        await EnsureAsync(
            "minute_counts", month.ToString("'m'yyyyMM", CultureInfo.InvariantCulture),
            $"from ({MinuteBucket.Of(month)}) to ({MinuteBucket.Of(month.AddMonths(1))})", cancellationToken).ConfigureAwait(false);
    }

    public async Task EnsureReportsAsync(int minute, CancellationToken cancellationToken)
    {
        var day = minute / MinuteBucket.PerDay;
        var span = $"from ({day * MinuteBucket.PerDay}) to ({(day + 1) * MinuteBucket.PerDay})";
        await EnsureAsync("reports", DayPart(day), span, cancellationToken).ConfigureAwait(false);
        await EnsureAsync("city_counts", DayPart(day), span, cancellationToken).ConfigureAwait(false);
    }

    public async Task EnsureKeyDayAsync(int keyDay, CancellationToken cancellationToken)
    {
        await EnsureAsync("reporters", KeyPart(keyDay), $"in ({keyDay})", cancellationToken).ConfigureAwait(false);
        await EnsureAsync("networks", KeyPart(keyDay), $"in ({keyDay})", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops the days of reports, and of their cities, that ended before a minute.</summary>
    public async Task DropReportsAsync(int beforeMinute, CancellationToken cancellationToken)
    {
        await DropBeforeAsync("reports", DayPart(beforeMinute / MinuteBucket.PerDay), cancellationToken).ConfigureAwait(false);
        await DropBeforeAsync("city_counts", DayPart(beforeMinute / MinuteBucket.PerDay), cancellationToken).ConfigureAwait(false);
    }

    public async Task DropKeyDaysAsync(int beforeDay, CancellationToken cancellationToken)
    {
        await DropBeforeAsync("reporters", KeyPart(beforeDay), cancellationToken).ConfigureAwait(false);
        await DropBeforeAsync("networks", KeyPart(beforeDay), cancellationToken).ConfigureAwait(false);
    }

    private static string DayPart(int day) => MinuteBucket.Start(day * MinuteBucket.PerDay).ToString("'d'yyyyMMdd", CultureInfo.InvariantCulture);

    private static string KeyPart(int day) => $"k{day:D5}";

    /// <summary>Names of partitions sort like their days.</summary>
    private async Task DropBeforeAsync(string table, string firstKept, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var old = new List<string>();
        await using (var query = new NpgsqlCommand(
            "select child.relname from pg_inherits join pg_class child on child.oid = inhrelid where inhparent = $1::regclass and child.relname < $2 collate \"C\"", connection))
        {
            query.Parameters.AddWithValue(table);
            query.Parameters.AddWithValue($"{table}_{firstKept}");
            await using var rows = await query.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                old.Add(rows.GetString(0));
            }
        }

        foreach (var name in old)
        {
            // Dropping waits for readers of the whole table, and writers wait behind it: rather give up and come back.
            await using var drop = new NpgsqlCommand($"set lock_timeout = '2s'; drop table if exists {name}; reset lock_timeout", connection);
            await drop.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            _made.TryRemove(name, out _);
        }
    }

    // All parts of the statement are our own numbers and names, so it is built as text: DDL takes no parameters.
    private async Task EnsureAsync(string table, string part, string values, CancellationToken cancellationToken)
    {
        var name = $"{table}_{part}";
        if (_made.ContainsKey(name))
        {
            return;
        }

        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        // "if not exists" alone still fails when two nodes make the same partition at the same instant.
        await using var command = new NpgsqlCommand(
            $"select pg_advisory_xact_lock(hashtext('{name}')); create table if not exists {name} partition of {table} for values {values}", connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        _made[name] = true;
    }
}
