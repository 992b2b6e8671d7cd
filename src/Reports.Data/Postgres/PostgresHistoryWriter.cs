using Npgsql;
using NpgsqlTypes;
using Reports.Data.Counting;
using Reports.Domain.Counting;

namespace Reports.Data.Postgres;

internal sealed class PostgresHistoryWriter(NpgsqlDataSource source, PostgresPartitions partitions) : IHistoryWriter
{
    private const int ProgressStep = 100_000;

    public async Task WriteAsync(IEnumerable<MinuteCount> counts, int fromMinute, int toMinute, IProgress<int>? written, CancellationToken cancellationToken)
    {
        for (var minute = fromMinute; minute < toMinute; minute += MinuteBucket.PerDay)
        {
            await partitions.EnsureCountsAsync(minute, cancellationToken).ConfigureAwait(false);
        }

        await partitions.EnsureCountsAsync(toMinute - 1, cancellationToken).ConfigureAwait(false);
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var rows = 0;
        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy minute_counts (service_id, minute, place_id, kind, problem_id, count, fresh) from stdin (format binary)", cancellationToken).ConfigureAwait(false))
        {
            foreach (var count in counts)
            {
                copy.StartRow();
                copy.Write(count.ServiceId, NpgsqlDbType.Integer);
                copy.Write(count.Minute, NpgsqlDbType.Integer);
                copy.Write(count.Place.Value, NpgsqlDbType.Integer);
                copy.Write((short)count.Kind, NpgsqlDbType.Smallint);
                copy.Write(count.ProblemId, NpgsqlDbType.Smallint);
                copy.Write(count.Count, NpgsqlDbType.Integer);
                copy.Write(count.Fresh, NpgsqlDbType.Integer);
                if (++rows % ProgressStep == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    written?.Report(rows);
                }
            }

            await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        await using var heartbeats = new NpgsqlCommand("insert into heartbeats select * from generate_series($1, $2 - 1) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = fromMinute }, new() { Value = toMinute } },
        };
        await heartbeats.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        written?.Report(rows);
    }
}
