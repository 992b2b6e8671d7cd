using Microsoft.Data.Sqlite;
using Reports.Data.Intake;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;

namespace Reports.Data.Sqlite;

/// <summary>
/// SQLite has no data-modifying CTEs: one immediate transaction runs prepared statements, report by report, which judges each exactly as if
/// it had come alone. Owns the one writing connection of the intake.
/// </summary>
internal sealed class SqliteGroupCommit(SqliteConnectionSource source) : IGroupCommit
{
    public async Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var statements = new SqliteIntakeStatements(connection, transaction);
        var verdicts = new ReportVerdict[group.Count];
        foreach (var (report, index) in group.Select((report, index) => (report, index)).OrderBy(pair => pair.report.Minute))
        {
            verdicts[index] = Judge(report, terms, statements);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return verdicts;
    }

    private static ReportVerdict Judge(Report report, CommitTerms terms, SqliteIntakeStatements statements)
    {
        if (report.KeyHash is not null)
        {
            if (statements.FindReceipt(report.KeyHash) is { } receipt)
            {
                return receipt.ServiceId != report.ServiceId || !receipt.BodyHash.AsSpan().SequenceEqual(report.BodyHash)
                    ? new ReportVerdict(report.Id, ReportFate.KeyConflict, report.Place)
                    : new ReportVerdict(
                        receipt.ReportId,
                        statements.WasCounted(receipt) ? ReportFate.Counted : ReportFate.AlreadyReported,
                        new PlaceId(receipt.PlaceId),
                        Replayed: true);
            }

            statements.AddReceipt(report, terms.CurrentMinute);
        }

        var counted = statements.CountPerson(report, terms);
        if (!report.CountOnly)
        {
            statements.AddReport(report, counted);
        }

        if (counted)
        {
            var fresh = report.Kind == ReportKind.Down && statements.FreshenNetwork(report, terms);
            statements.AddCount(report, fresh);
            if (report.Minute < terms.CurrentMinute)
            {
                statements.AddRecount(report);
            }
        }

        return new ReportVerdict(report.Id, counted ? ReportFate.Counted : ReportFate.AlreadyReported, report.Place);
    }
}
