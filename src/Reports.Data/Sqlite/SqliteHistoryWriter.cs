using Microsoft.Data.Sqlite;
using Reports.Data.Counting;
using Reports.Domain.Counting;

namespace Reports.Data.Sqlite;

internal sealed class SqliteHistoryWriter(SqliteConnectionSource source) : IHistoryWriter
{
    private const int ProgressStep = 100_000;

    public async Task WriteAsync(IEnumerable<MinuteCount> counts, int fromMinute, int toMinute, IProgress<int>? written, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "insert into minute_counts (service_id, minute, place_id, kind, problem_id, count, fresh) values ($1, $2, $3, $4, $5, $6, $7)";
        var values = Enumerable.Range(1, 7).Select(i => insert.Parameters.Add($"${i}", SqliteType.Integer)).ToArray();
        insert.Prepare();
        var rows = 0;
        foreach (var count in counts)
        {
            values[0].Value = count.ServiceId;
            values[1].Value = count.Minute;
            values[2].Value = count.Place.Value;
            values[3].Value = (int)count.Kind;
            values[4].Value = (int)count.ProblemId;
            values[5].Value = count.Count;
            values[6].Value = count.Fresh;
            insert.ExecuteNonQuery();
            if (++rows % ProgressStep == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                written?.Report(rows);
            }
        }

        await using var heartbeats = connection.CreateCommand();
        heartbeats.Transaction = transaction;
        heartbeats.CommandText =
            "with recursive m(minute) as (select $1 union all select minute + 1 from m where minute + 1 < $2) insert into heartbeats select minute from m where true on conflict do nothing";
        heartbeats.Parameters.AddWithValue("$1", fromMinute);
        heartbeats.Parameters.AddWithValue("$2", toMinute);
        await heartbeats.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        written?.Report(rows);
    }
}
