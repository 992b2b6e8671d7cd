using Npgsql;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;

namespace Reports.Benchmarks.Intake;

/// <summary>Fills the site's own tables with reports of the past, with counts and persons that are their sums, past the site.</summary>
/// <param name="connectionString">Of PostgreSQL, where the site has made its partitions.</param>
internal sealed class StoredReports(string connectionString)
{
    /// <param name="rows">Reports in all.</param>
    /// <param name="days">Over how many days of 24 hours they are spread, the last of them up to ten minutes ago; persons are kept for two.</param>
    public async Task FillAsync(int rows, int days, CancellationToken cancellationToken)
    {
        var now = MinuteBucket.Of(TimeProvider.System.GetUtcNow());
        var today = now / MinuteBucket.PerDay;
        await using var connection = new NpgsqlConnection(connectionString + ";Command Timeout=3600");
        await connection.OpenAsync(cancellationToken);
        for (var back = days; back > 0; back--)
        {
            // Who reported in the last 24 hours was hashed under today's key or yesterday's: here all under today's, which is the harder case.
            var (day, start) = (today - back + 1, now - (back * MinuteBucket.PerDay));
            var minutes = back == 1 ? MinuteBucket.PerDay - 10 : MinuteBucket.PerDay;
            await RunAsync(
                connection,
                """
                create temporary table filled as
                select 1 + i % 300 as service_id, $2 + (i / 300) % $3 as minute, ($4::int[])[1 + (i / 7) % cardinality($4::int[])] as place_id, decode(md5($2 || 'person' || i), 'hex') as person
                from generate_series(0, $1 - 1) i
                """,
                rows / days, start, minutes, Places);
            await RunAsync(connection, "insert into reports (service_id, minute, id, place_id, kind, problem_id, counted) select service_id, minute, gen_random_uuid(), place_id, 0, 0, true from filled order by 1, 2");
            await RunAsync(
                connection,
                """
                insert into minute_counts (service_id, minute, place_id, kind, problem_id, count, fresh) select service_id, minute, place_id, 0, 0, count(*), count(*) from filled group by 1, 2, 3 order by 1, 2, 3
                on conflict (service_id, minute, place_id, kind, problem_id) do update set count = minute_counts.count + excluded.count, fresh = minute_counts.fresh + excluded.fresh
                """);
            if (day >= today - 1)
            {
                await RunAsync(connection, $"create table if not exists reporters_k{day:D5} partition of reporters for values in ({day}) with (autovacuum_enabled = false)");
                await RunAsync(connection, "insert into reporters (service_id, slice, kind, reporter, minute, fresh, key_day) select service_id, minute / 120, 0, person, minute, true, $1 from filled order by service_id, minute / 120, person", day);
            }

            await RunAsync(connection, "drop table filled");
        }

        // Only of what the server keeps up: parts of the other two are left alone.
        await RunAsync(connection, "vacuum analyze minute_counts");
        await RunAsync(connection, "checkpoint");
    }

    /// <summary>Megabytes of the database.</summary>
    public async Task<double> MegabytesAsync()
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_database_size(current_database())", connection);
        return (long)(await command.ExecuteScalarAsync())! / 1048576.0;
    }

    private static int[] Places => [.. RegionCatalog.Instance.Countries.Where((_, i) => i % 18 == 0).Select(country => country.Place.Value)];

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync();
    }
}
