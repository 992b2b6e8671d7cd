using Microsoft.Data.Sqlite;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;

namespace Reports.Data.Sqlite;

/// <summary>A connection with the prepared statements of the intake, kept from one group to the next. Used by one thread at a time.</summary>
internal sealed class SqliteIntakeStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>Tells <paramref name="judge"/> what is known of a report's key, person and network.</summary>
    public void Ask(Report report, CommitTerms terms, GroupJudge judge)
    {
        if (report.KeyHash is { } key)
        {
            using var receipts = Command("select service_id, body_hash, report_id, place_id, counted from receipts where key_hash = $1", key).ExecuteReader();
            if (receipts.Read())
            {
                judge.Know(key, new Receipt(receipts.GetInt32(0), (byte[])receipts.GetValue(1), receipts.GetGuid(2), new PlaceId(receipts.GetInt32(3)), receipts.GetBoolean(4)));
                return;
            }
        }

        const string Counted = "select minute from reporters where service_id = $1 and key_day = $2 and kind = $3 and reporter = $4 and minute > $5 and minute < $6";
        foreach (var (day, person) in new[] { (terms.KeyDay, report.Person), (terms.KeyDay - 1, report.PersonBefore) })
        {
            using var minutes = Command(
                Counted, report.ServiceId, day, (short)report.Kind, person, report.Minute - terms.WindowMinutes, report.Minute + terms.WindowMinutes).ExecuteReader();
            while (minutes.Read())
            {
                judge.KnowCounted(report.ServiceId, report.Kind, person, minutes.GetInt32(0));
            }
        }

        const string Fresh = "select minute from networks where service_id = $1 and key_day = $2 and network = $3 and minute > $4 and minute < $5";
        foreach (var (day, network) in new[] { (terms.KeyDay, report.Network), (terms.KeyDay - 1, report.NetworkBefore) })
        {
            using var minutes = Command(
                Fresh, report.ServiceId, day, network, report.Minute - CommitTerms.FreshMinutes, report.Minute + CommitTerms.FreshMinutes).ExecuteReader();
            while (minutes.Read())
            {
                judge.KnowFresh(report.ServiceId, network, minutes.GetInt32(0));
            }
        }
    }

    public void Write(JudgedReport judged, CommitTerms terms)
    {
        var report = judged.Report;
        if (report.KeyHash is not null)
        {
            Command(
                "insert into receipts (service_id, key_hash, body_hash, report_id, stored_minute, place_id, counted) values ($1, $2, $3, $4, $5, $6, $7)",
                report.ServiceId, report.KeyHash, report.BodyHash!, report.Id, terms.CurrentMinute, report.Place.Value, judged.IsCounted).ExecuteNonQuery();
        }

        if (!report.CountOnly)
        {
            Keep(report, judged.IsCounted);
        }

        if (judged.IsCounted)
        {
            Count(report, judged.IsFresh, terms);
        }
    }

    /// <summary>SQLite's one lock for writing, taken at once and not on the first write.</summary>
    public void Begin() => Command("begin immediate").ExecuteNonQuery();

    public void Commit() => Command("commit").ExecuteNonQuery();

    /// <summary>After a failure: the connection goes back to a pool, and a transaction left open there would hold the lock, or swallow what comes next.</summary>
    public void Rollback()
    {
        try
        {
            Command("rollback").ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // It was not begun, or SQLite has rolled it back itself.
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private void Keep(Report report, bool counted)
    {
        Command(
            "insert into reports (service_id, minute, id, place_id, kind, problem_id, counted) values ($1, $2, $3, $4, $5, $6, $7)",
            report.ServiceId, report.Minute, report.Id, report.Place.Value, (short)report.Kind, report.ProblemId, counted).ExecuteNonQuery();
        if (report.Comment is { } comment)
        {
            Command(
                "insert into comments (service_id, report_id, minute, text, state, language) values ($1, $2, $3, $4, $5, $6)",
                report.ServiceId, report.Id, report.Minute, comment.Text, (short)comment.State, comment.Language ?? (object)DBNull.Value).ExecuteNonQuery();
        }
    }

    private void Count(Report report, bool fresh, CommitTerms terms)
    {
        foreach (var person in report.CountedPersons)
        {
            Command(
                "insert into reporters (service_id, key_day, kind, reporter, minute) values ($1, $2, $3, $4, $5)",
                report.ServiceId, terms.KeyDay, (short)report.Kind, person, report.Minute).ExecuteNonQuery();
        }

        if (fresh)
        {
            Command(
                "insert into networks (service_id, key_day, network, minute) values ($1, $2, $3, $4)",
                report.ServiceId, terms.KeyDay, report.Network, report.Minute).ExecuteNonQuery();
        }

        Command(
            """
            insert into minute_counts (service_id, minute, place_id, kind, problem_id, count, fresh) values ($1, $2, $3, $4, $5, 1, $6)
            on conflict do update set count = count + 1, fresh = fresh + excluded.fresh
            """,
            report.ServiceId, report.Minute, report.Place.Value, (short)report.Kind, report.ProblemId, fresh ? 1 : 0).ExecuteNonQuery();
        if (report is { Kind: ReportKind.Down, CityId: { } city, CountOnly: false })
        {
            Command(
                "insert into city_counts (service_id, minute, city_id, count) values ($1, $2, $3, 1) on conflict do update set count = count + 1",
                report.ServiceId, report.Minute, city).ExecuteNonQuery();
        }

        if (report is { Kind: ReportKind.Down, Link: { } link })
        {
            Command(
                "insert into link_counts (service_id, minute, link, count) values ($1, $2, $3, 1) on conflict do update set count = count + 1",
                report.ServiceId, report.Minute, link).ExecuteNonQuery();
        }

        if (report.Minute < terms.CurrentMinute)
        {
            Command("insert into recounts (service_id, minute) values ($1, $2) on conflict do nothing", report.ServiceId, report.Minute).ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string sql, params object[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
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
}
