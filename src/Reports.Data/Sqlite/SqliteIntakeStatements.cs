using Microsoft.Data.Sqlite;
using Reports.Data.Intake;
using Reports.Domain.Intake;

namespace Reports.Data.Sqlite;

/// <summary>The prepared statements of one group commit. Used on one thread, inside one transaction.</summary>
internal sealed class SqliteIntakeStatements(SqliteConnection connection, SqliteTransaction transaction) : IAsyncDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public Receipt? FindReceipt(byte[] keyHash)
    {
        using var reader = Command("select service_id, body_hash, report_id, minute, place_id from receipts where key_hash = $1", keyHash).ExecuteReader();
        return reader.Read()
            ? new Receipt(reader.GetInt32(0), (byte[])reader.GetValue(1), reader.GetGuid(2), reader.GetInt32(3), reader.GetInt32(4))
            : null;
    }

    /// <summary>A receipt without a report row belongs to history that is counted only.</summary>
    public bool WasCounted(Receipt receipt) => Command(
        "select counted from reports where service_id = $1 and minute = $2 and id = $3",
        receipt.ServiceId, receipt.Minute, receipt.ReportId).ExecuteScalar() is not 0L;

    public void AddReceipt(Report report, int storedMinute) => Command(
        "insert into receipts (service_id, key_hash, body_hash, report_id, minute, stored_minute, place_id) values ($1, $2, $3, $4, $5, $6, $7)",
        report.ServiceId, report.KeyHash!, report.BodyHash!, report.Id, report.Minute, storedMinute, report.Place.Value).ExecuteNonQuery();

    public void AddReport(Report report, bool counted)
    {
        Command(
            "insert into reports (service_id, minute, id, place_id, kind, problem_id, counted) values ($1, $2, $3, $4, $5, $6, $7)",
            report.ServiceId, report.Minute, report.Id, report.Place.Value, (short)report.Kind, report.ProblemId, counted).ExecuteNonQuery();
        if (report.Comment is not null)
        {
            Command(
                "insert into comments (service_id, report_id, minute, text) values ($1, $2, $3, $4)",
                report.ServiceId, report.Id, report.Minute, report.Comment).ExecuteNonQuery();
        }
    }

    /// <summary>True, and remembered, where the person was not counted within the window under either key.</summary>
    public bool CountPerson(Report report, CommitTerms terms)
    {
        if (Within(
                "select last_counted from reporters where service_id = $1 and kind = $2 and ((key_day = $3 and reporter = $4) or (key_day = $3 - 1 and reporter = $5))",
                report.Minute, terms.WindowMinutes, report.ServiceId, (short)report.Kind, terms.KeyDay, report.Person, report.PersonBefore))
        {
            return false;
        }

        Command(
            """
            insert into reporters (service_id, key_day, kind, reporter, last_counted) values ($1, $2, $3, $4, $5)
            on conflict do update set last_counted = max(last_counted, excluded.last_counted)
            """,
            report.ServiceId, terms.KeyDay, (short)report.Kind, report.Person, report.Minute).ExecuteNonQuery();
        return true;
    }

    /// <summary>True, and remembered, where the network was not fresh within the hour under either key.</summary>
    public bool FreshenNetwork(Report report, CommitTerms terms)
    {
        if (Within(
                "select last_fresh from networks where service_id = $1 and ((key_day = $2 and network = $3) or (key_day = $2 - 1 and network = $4))",
                report.Minute, CommitTerms.FreshMinutes, report.ServiceId, terms.KeyDay, report.Network, report.NetworkBefore))
        {
            return false;
        }

        Command(
            """
            insert into networks (service_id, key_day, network, last_fresh) values ($1, $2, $3, $4)
            on conflict do update set last_fresh = max(last_fresh, excluded.last_fresh)
            """,
            report.ServiceId, terms.KeyDay, report.Network, report.Minute).ExecuteNonQuery();
        return true;
    }

    public void AddCount(Report report, bool fresh) => Command(
        """
        insert into minute_counts (service_id, minute, place_id, kind, problem_id, count, fresh) values ($1, $2, $3, $4, $5, 1, $6)
        on conflict do update set count = count + 1, fresh = fresh + excluded.fresh
        """,
        report.ServiceId, report.Minute, report.Place.Value, (short)report.Kind, report.ProblemId, fresh ? 1 : 0).ExecuteNonQuery();

    public void AddRecount(Report report) => Command(
        "insert into recounts (service_id, minute) values ($1, $2) on conflict do nothing",
        report.ServiceId, report.Minute).ExecuteNonQuery();

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync().ConfigureAwait(false);
        }
    }

    private bool Within(string sql, int minute, int window, params object[] values)
    {
        using var reader = Command(sql, values).ExecuteReader();
        while (reader.Read())
        {
            if (Math.Abs(minute - reader.GetInt32(0)) < window)
            {
                return true;
            }
        }

        return false;
    }

    private SqliteCommand Command(string sql, params object[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter($"${i + 1}", values[i]));
            }

            command.Prepare();
            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }

    internal sealed record Receipt(int ServiceId, byte[] BodyHash, Guid ReportId, int Minute, int PlaceId);
}
