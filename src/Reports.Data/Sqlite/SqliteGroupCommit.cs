using Microsoft.Data.Sqlite;
using Reports.Data.Intake;
using Reports.Domain.Intake;

namespace Reports.Data.Sqlite;

/// <summary>
/// One immediate transaction, which is SQLite's one lock for writing: ask, judge, write with prepared statements. After a failure it begins with a new connection. What is said to be on the disk is
/// believed only of one that still takes changes.
/// </summary>
/// <param name="disk">Throws where the disk takes no changes: <see cref="SqliteFile.EnsureItTakesChanges"/>.</param>
internal sealed class SqliteGroupCommit(SqliteConnectionSource source, RecentPersons recent, Action<SqliteConnection> disk) : IGroupCommit, IDisposable
{
    private readonly SqliteCheckpointer _checkpointer = new(source, SqliteFile.Sync, SqliteCheckpointer.EndBeforeTheLogIsLost);
    private SqliteIntakeStatements? _kept;
    private bool? _diskTells;

    public async Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
    {
        await _checkpointer.RoomAsync().ConfigureAwait(false);
        var (verdicts, pages) = CommitInTurn(group, terms);
        _checkpointer.Written(pages);
        return verdicts;
    }

    private (List<ReportVerdict> Verdicts, int Pages) CommitInTurn(IReadOnlyList<Report> group, CommitTerms terms)
    {
        using var turn = SqliteTurns.Take(source.ConnectionString);
        var statements = Interlocked.Exchange(ref _kept, null) ?? new SqliteIntakeStatements(source.Open(), recent);
        try
        {
            _diskTells ??= Tells(statements);
            var verdicts = Commit(statements, group, terms);
            var pages = statements.TakePagesWritten();
            statements = Interlocked.Exchange(ref _kept, statements);
            return (verdicts, pages);
        }
        finally
        {
            if (statements is not null)
            {
                statements.Rollback();
                statements.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _checkpointer.Dispose();
        Interlocked.Exchange(ref _kept, null)?.Dispose();
    }

    private List<ReportVerdict> Commit(SqliteIntakeStatements statements, IReadOnlyList<Report> group, CommitTerms terms)
    {
        AskDisk(statements); // What it forgot of the file is in the log still, which this commit might begin anew.
        statements.Begin();
        var judge = new GroupJudge(terms);
        foreach (var report in group)
        {
            statements.Ask(report, terms, judge);
        }

        var judged = judge.Judge(group);
        recent.Add(judged);
        foreach (var report in judged.Where(report => report.IsNew))
        {
            statements.Write(report, terms);
        }

        statements.Commit();
        AskDisk(statements);
        return [.. judged.Select(report => report.Verdict)];
    }

    private void AskDisk(SqliteIntakeStatements statements)
    {
        if (_diskTells is true)
        {
            statements.Ask(disk);
        }
    }

    /// <summary>Some file system might never answer as others do: it is asked at first, while all is well, and not again where it says no.</summary>
    private bool Tells(SqliteIntakeStatements statements)
    {
        try
        {
            statements.Ask(disk);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
