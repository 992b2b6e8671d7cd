using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Reports.Domain.Counting;

namespace Reports.Data.Postgres;

/// <summary>Makes the partitions that a group is about to write to: reports by day, counts by month, persons and networks by key day.</summary>
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
        var name = MinuteBucket.Start(day * MinuteBucket.PerDay).ToString("'d'yyyyMMdd", CultureInfo.InvariantCulture);
        await EnsureAsync("reports", name, $"from ({day * MinuteBucket.PerDay}) to ({(day + 1) * MinuteBucket.PerDay})", cancellationToken).ConfigureAwait(false);
    }

    public async Task EnsureKeyDayAsync(int keyDay, CancellationToken cancellationToken)
    {
        await EnsureAsync("reporters", $"k{keyDay}", $"in ({keyDay})", cancellationToken).ConfigureAwait(false);
        await EnsureAsync("networks", $"k{keyDay}", $"in ({keyDay})", cancellationToken).ConfigureAwait(false);
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
