using Microsoft.Data.Sqlite;
using Reports.Data.Intake;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using SQLitePCL;

namespace Reports.Data.Sqlite;

/// <summary>A connection with the prepared statements of the intake, kept from one group to the next. Used by one thread at a time.</summary>
internal sealed class SqliteIntakeStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly RecentPersons _recent;
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);

    public SqliteIntakeStatements(SqliteConnection connection, RecentPersons recent)
    {
        (_connection, _recent) = (connection, recent);

        // No checkpoint within a commit: SqliteCheckpointer makes them beside it.
        raw.sqlite3_wal_autocheckpoint(connection.Handle!, 0);
    }

    /// <summary>Tells <paramref name="judge"/> what is known of a report's key, person and network.</summary>
    public void Ask(Report report, CommitTerms terms, GroupJudge judge)
    {
        if (report.KeyHash is { } key)
        {
            var receipts = Statement("select service_id, body_hash, report_id, place_id, counted from receipts where key_hash = $1").Bind(key);
            var isKnown = false;
            while (receipts.Next())
            {
                isKnown = true;
                judge.Know(key, new Receipt(receipts.Int(0), receipts.Blob(1), receipts.Guid(2), new PlaceId(receipts.Int(3)), receipts.Int(4) != 0));
            }

            if (isKnown)
            {
                return;
            }
        }

        AskCounted(report, terms.KeyDay, report.Person, terms, judge);
        AskFresh(report, terms.KeyDay, report.Network, terms, judge);

        if (terms.ReachesYesterday(report.Minute, terms.WindowMinutes))
        {
            AskCounted(report, terms.KeyDay - 1, report.PersonBefore, terms, judge);
        }

        if (terms.ReachesYesterday(report.Minute, CommitTerms.FreshMinutes))
        {
            AskFresh(report, terms.KeyDay - 1, report.NetworkBefore, terms, judge);
        }
    }

    public void Write(JudgedReport judged, CommitTerms terms)
    {
        var report = judged.Report;
        if (report.KeyHash is not null)
        {
            Statement("insert into receipts (service_id, key_hash, body_hash, report_id, stored_minute, place_id, counted) values ($1, $2, $3, $4, $5, $6, $7)")
                .Bind(report.ServiceId).Bind(report.KeyHash).Bind(report.BodyHash!).Bind(report.Id).Bind(terms.CurrentMinute).Bind(report.Place.Value).Bind(judged.IsCounted ? 1 : 0).Run();
        }

        if (!report.CountOnly)
        {
            Keep(report, judged.IsCounted);
        }

        if (judged.IsCounted)
        {
            Count(judged, terms);
        }
    }

    /// <summary>SQLite's one lock for writing, taken at once and not on the first write. Takes the turn where this process did not have it.</summary>
    public void Begin()
    {
        Statement("begin immediate").Run();
        var turn = Statement("select 1 from site_facts where name = $1 and value = $2").Bind(RecentPersons.TurnFact).Bind(_recent.Node);
        var hasTurn = false;
        while (turn.Next())
        {
            hasTurn = true;
        }

        _recent.Begin();
        if (!hasTurn)
        {
            _recent.GiveWay();
            Statement(RecentPersons.TakeTurn).Bind(RecentPersons.TurnFact).Bind(_recent.Node).Run();
        }
    }

    public void Commit() => Statement("commit").Run();

    /// <summary>Asks the disk: see <see cref="SqliteFile.EnsureItTakesChanges"/>.</summary>
    public void AskDisk(Action<SqliteConnection> disk) => disk(_connection);

    /// <summary>How many pages went into the log since this was asked before.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(_connection.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        return pages;
    }

    /// <summary>After a failure: the connection goes back to a pool, and a transaction left open there would hold the lock, or swallow what comes next.</summary>
    public void Rollback()
    {
        try
        {
            Statement("rollback").Run();
        }
        catch (SqliteException)
        {
            // It was not begun, or SQLite has rolled it back itself.
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void AskCounted(Report report, int keyDay, byte[] person, CommitTerms terms, GroupJudge judge)
    {
        foreach (var slice in _recent.SlicesOfPerson(report, person, terms))
        {
            var minutes = Statement("select minute from reporters where service_id = $1 and key_day = $2 and slice = $3 and kind = $4 and reporter = $5 and minute > $6 and minute < $7")
                .Bind(report.ServiceId).Bind(keyDay).Bind(slice).Bind((short)report.Kind).Bind(person)
                .Bind(report.Minute - terms.WindowMinutes).Bind(report.Minute + terms.WindowMinutes);
            while (minutes.Next())
            {
                judge.KnowCounted(report.ServiceId, report.Kind, person, minutes.Int(0));
            }
        }
    }

    private void AskFresh(Report report, int keyDay, byte[] network, CommitTerms terms, GroupJudge judge)
    {
        if (report.Kind != ReportKind.Down)
        {
            return;
        }

        foreach (var slice in _recent.SlicesOfNetwork(report, network, terms))
        {
            var minutes = Statement("select minute from reporters where service_id = $1 and key_day = $2 and slice = $3 and kind = $4 and reporter >= $5 and reporter <= $6 and fresh and minute > $7 and minute < $8 limit 1")
                .Bind(report.ServiceId).Bind(keyDay).Bind(slice).Bind((short)ReportKind.Down).Bind(network).Bind(PersonNames.LastOn(network))
                .Bind(report.Minute - CommitTerms.FreshMinutes).Bind(report.Minute + CommitTerms.FreshMinutes);
            while (minutes.Next())
            {
                judge.KnowFresh(report.ServiceId, network, minutes.Int(0));
            }
        }
    }

    private void Keep(Report report, bool counted)
    {
        Statement("insert into reports (service_id, minute, id, place_id, kind, problem_id, counted) values ($1, $2, $3, $4, $5, $6, $7)")
            .Bind(report.ServiceId).Bind(report.Minute).Bind(report.Id).Bind(report.Place.Value).Bind((short)report.Kind).Bind(report.ProblemId).Bind(counted ? 1 : 0).Run();
        if (report.Comment is { } comment)
        {
            Statement("insert into comments (service_id, report_id, minute, text, state, language) values ($1, $2, $3, $4, $5, $6)")
                .Bind(report.ServiceId).Bind(report.Id).Bind(report.Minute).Bind(comment.Text).Bind((short)comment.State).Bind(comment.Language).Run();
        }
    }

    private void Count(JudgedReport judged, CommitTerms terms)
    {
        var report = judged.Report;
        foreach (var (name, isFresh) in judged.Names)
        {
            Statement("insert into reporters (service_id, key_day, slice, kind, reporter, minute, fresh) values ($1, $2, $3, $4, $5, $6, $7)")
                .Bind(report.ServiceId).Bind(terms.KeyDay).Bind(CommitTerms.SliceOf(report.Minute)).Bind((short)report.Kind).Bind(name).Bind(report.Minute).Bind(isFresh ? 1 : 0).Run();
        }

        Statement(
            """
            insert into minute_counts (service_id, minute, place_id, kind, problem_id, count, fresh) values ($1, $2, $3, $4, $5, 1, $6)
            on conflict do update set count = count + 1, fresh = fresh + excluded.fresh
            """)
            .Bind(report.ServiceId).Bind(report.Minute).Bind(report.Place.Value).Bind((short)report.Kind).Bind(report.ProblemId).Bind(judged.IsFresh ? 1 : 0).Run();
        if (report is { Kind: ReportKind.Down, CityId: { } city, CountOnly: false })
        {
            Statement("insert into city_counts (service_id, minute, city_id, count) values ($1, $2, $3, 1) on conflict do update set count = count + 1")
                .Bind(report.ServiceId).Bind(report.Minute).Bind(city).Run();
        }

        if (report is { Kind: ReportKind.Down, Link: { } link })
        {
            Statement("insert into link_counts (service_id, minute, link, count) values ($1, $2, $3, 1) on conflict do update set count = count + 1")
                .Bind(report.ServiceId).Bind(report.Minute).Bind(link).Run();
        }

        if (report.Minute < terms.CurrentMinute)
        {
            Statement("insert into recounts (service_id, minute) values ($1, $2) on conflict do nothing").Bind(report.ServiceId).Bind(report.Minute).Run();
        }
    }

    /// <summary>Prepared once. Texts are literals, so each has one address to be found by.</summary>
    private SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(_connection.Handle!, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }
}
