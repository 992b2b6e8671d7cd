using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Reports.Data;

namespace Reports.Benchmarks.Crash;

/// <summary>What a database holds after a crash, asked in SQL and past the site.</summary>
internal sealed class StoredTruth
{
    /// <summary>Each must find nothing. One statement for both databases. Nobody here has an id, so a fresh network is in the name of its person.</summary>
    private static readonly (string Name, string Sql)[] Contradictions =
    [
        ("a key with two reports", "select key_hash from receipts group by key_hash having count(*) > 1"),
        ("a report with two keys", "select report_id from receipts group by report_id having count(*) > 1"),
        ("a receipt without its report", "select service_id, report_id, counted from receipts except select service_id, id, counted from reports"),
        (
            "a count that is not that of the reports",
            """
            select 1 from (select service_id, minute, place_id, kind, problem_id, count(*) as reports from reports where counted group by service_id, minute, place_id, kind, problem_id) r
            full join minute_counts c on c.service_id = r.service_id and c.minute = r.minute and c.place_id = r.place_id and c.kind = r.kind and c.problem_id = r.problem_id
            where coalesce(r.reports, 0) <> coalesce(c.count, 0)
            """),
        ("more fresh than counted", "select 1 from minute_counts where fresh < 0 or fresh > count"),
        (
            "persons that are not the counted reports",
            """
            select 1 from (select service_id, minute, kind, count(*) as reports from reports where counted group by service_id, minute, kind) r
            full join (select service_id, minute, kind, count(*) as persons from reporters group by service_id, minute, kind) p
            on p.service_id = r.service_id and p.minute = r.minute and p.kind = r.kind where coalesce(r.reports, 0) <> coalesce(p.persons, 0)
            """),
        (
            "networks that are not the fresh counts",
            """
            select 1 from (select service_id, minute, sum(fresh) as fresh from minute_counts group by service_id, minute) c
            full join (select service_id, minute, count(*) as networks from reporters where fresh group by service_id, minute) n
            on n.service_id = c.service_id and n.minute = c.minute where coalesce(c.fresh, 0) <> coalesce(n.networks, 0)
            """),
        (
            "a person counted twice in half an hour",
            """
            select 1 from (
                select minute - lag(minute) over (partition by service_id, key_day, kind, reporter order by minute) as gap from reporters) r
            where gap < 30
            """),
        (
            "a city with more than its minute",
            """
            select 1 from (select service_id, minute, sum(count) as count from city_counts group by service_id, minute) c
            left join (select service_id, minute, sum(count) as count from minute_counts where kind = 0 group by service_id, minute) m
            on m.service_id = c.service_id and m.minute = c.minute where c.count > coalesce(m.count, 0)
            """),
    ];

    private StoredTruth(Dictionary<Guid, int> reports, List<string> contradictions) => (Reports, Miscounted) = (reports, contradictions);

    /// <summary>How often each id is stored.</summary>
    public Dictionary<Guid, int> Reports { get; }

    /// <summary>Names of what does not hold.</summary>
    public List<string> Miscounted { get; }

    public int Rows => Reports.Values.Sum();

    public int Twice => Reports.Values.Count(times => times > 1);

    /// <param name="later">Reports that were acknowledged only after this was read.</param>
    public int Lost(Ledger ledger, IReadOnlyCollection<SentReport> later) =>
        ledger.Sent.Except(later).Count(report => report.IsAcknowledged && !Reports.ContainsKey(report.Id.Value));

    public static async Task<StoredTruth> ReadAsync(string connectionString)
    {
        await using var connection = await OpenAsync(connectionString);
        var reports = new Dictionary<Guid, int>();
        await using (var command = Command(connection, "select id from reports"))
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                reports[rows.GetGuid(0)] = reports.GetValueOrDefault(rows.GetGuid(0)) + 1;
            }
        }

        var wrong = new List<string>();
        foreach (var (name, sql) in Contradictions)
        {
            if (await CountAsync(connection, $"select count(*) from ({sql}) wrong") is > 0 and var rows)
            {
                wrong.Add($"{name}: {rows}");
            }
        }

        if (connection is SqliteConnection && await ScalarAsync(connection, "pragma integrity_check") is var verdict and not "ok")
        {
            wrong.Add($"integrity_check: {verdict}");
        }

        return new StoredTruth(reports, wrong);
    }

    /// <summary>Minutes with a heartbeat among those from <paramref name="from"/> until before <paramref name="to"/>.</summary>
    public static async Task<long> HeartbeatsAsync(string connectionString, int from, int to)
    {
        await using var connection = await OpenAsync(connectionString);
        return await CountAsync(connection, $"select count(*) from heartbeats where minute >= {from} and minute < {to}");
    }

    private static async Task<DbConnection> OpenAsync(string connectionString)
    {
        DbConnection connection = new DatabaseConnection(connectionString).IsPostgres
            ? new NpgsqlConnection(connectionString + ";Pooling=false;Command Timeout=300")
            : new SqliteConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<long> CountAsync(DbConnection connection, string sql) => Convert.ToInt64(await ScalarAsync(connection, sql), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = Command(connection, sql);
        return await command.ExecuteScalarAsync();
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
