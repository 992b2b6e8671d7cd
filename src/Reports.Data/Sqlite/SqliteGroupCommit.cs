using Microsoft.Data.Sqlite;
using Reports.Data.Intake;
using Reports.Domain.Intake;

namespace Reports.Data.Sqlite;

/// <summary>One immediate transaction, which is SQLite's one lock for writing: ask, judge, write with prepared statements.</summary>
internal sealed class SqliteGroupCommit(SqliteConnectionSource source) : IGroupCommit
{
    public async Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var statements = new SqliteIntakeStatements(connection, transaction, terms);
        var judge = new GroupJudge(terms);
        foreach (var report in group)
        {
            statements.Ask(report, judge);
        }

        var judged = judge.Judge(group);
        foreach (var report in judged.Where(report => report.IsNew))
        {
            statements.Write(report);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return [.. judged.Select(report => report.Verdict)];
    }
}
