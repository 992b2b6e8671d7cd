using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace Reports.Benchmarks.Intake;

/// <summary>
/// How fast one connection puts rows of reports, persons and counts into the site's own tables in durable groups, with nothing asked, judged or answered.
/// </summary>
internal static class RawInsert
{
    private const int Group = 1000;
    private const int Services = 300;

    /// <returns>Reports a second.</returns>
    public static async Task<double> RunAsync(string connectionString, TimeSpan duration)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var minute = (int)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60);
        var (began, rows) = (Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(began) < duration; rows += Group)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var batch = Batch(connection, minute, rows);
            await batch.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        return rows / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, int minute, int first)
    {
        var services = Enumerable.Range(first, Group).Select(i => 1 + (i % Services)).ToArray();
        var ids = services.Select(_ => Guid.CreateVersion7()).ToArray();
        var hashes = services.Select(_ => RandomNumberGenerator.GetBytes(16)).ToArray();
        return new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command("insert into reports (service_id, minute, id, place_id, kind, problem_id, counted) select s, $3, i, 1, 0, 0, true from unnest($1::int[], $2::uuid[]) r(s, i)", services, ids, minute),
                Command("insert into reporters (service_id, slice, kind, reporter, minute, fresh, key_day) select s, $3 / 120, 0, h, $3, true, $3 / 1440 from unnest($1::int[], $2::bytea[]) r(s, h)", services, hashes, minute),
                Command(
                    """
                    insert into minute_counts (service_id, minute, place_id, kind, problem_id, count, fresh) select s, $3, 1, 0, 0, count(*), count(h) from unnest($1::int[], $2::bytea[]) r(s, h) group by s
                    on conflict (service_id, minute, place_id, kind, problem_id) do update set count = minute_counts.count + excluded.count, fresh = minute_counts.fresh + excluded.fresh
                    """,
                    services, hashes, minute),
            },
        };
    }

    private static NpgsqlBatchCommand Command<T>(string sql, int[] services, T[] values, int minute) => new(sql)
    {
        Parameters = { new() { Value = services }, new() { Value = values }, new() { Value = minute, NpgsqlDbType = NpgsqlDbType.Integer } },
    };
}
