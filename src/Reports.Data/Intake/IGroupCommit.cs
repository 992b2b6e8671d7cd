using Reports.Domain.Intake;

namespace Reports.Data.Intake;

/// <summary>
/// Stores, judges and counts a group of reports in one transaction. An answer means durable; an exception means that nothing of the group
/// was stored. Called by one writer at a time per node; several nodes may call at once. It may block its thread for as long as the database takes.
/// </summary>
public interface IGroupCommit
{
    /// <returns>A verdict per report, in the order given.</returns>
    Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken);
}
