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
    private bool? _diskTells; // Of whoever has the turn.

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
        statements.Begin();
        var diskTells = DiskTells(statements);
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
        if (diskTells)
        {
            statements.AskDisk(disk);
        }

        _diskTells = diskTells;
        return [.. judged.Select(report => report.Verdict)];
    }

    /// <summary>
    /// Asked with the lock: whether this transaction may begin the log anew is settled, so what went back from it into the file did so before. A disk that says no from the first, and stores all the same, is one that never
    /// answers as others do; it is not asked again.
    /// </summary>
    private bool DiskTells(SqliteIntakeStatements statements)
    {
        if (_diskTells is false)
        {
            return false;
        }

        try
        {
            statements.AskDisk(disk);
            return true;
        }
        catch (SqliteException) when (_diskTells is null)
        {
            return false;
        }
    }
}
