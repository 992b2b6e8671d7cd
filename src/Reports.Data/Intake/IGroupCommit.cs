using Reports.Domain.Intake;

namespace Reports.Data.Intake;

/// <summary>
/// Stores, judges and counts a group of reports in one transaction. An answer means durable; an exception means that nothing of the group
/// was stored. Called by one writer at a time per node; several nodes may call at once.
/// </summary>
public interface IGroupCommit
{
    /// <returns>A verdict per report, in the order given.</returns>
    Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken);
}

/// <summary>What a group is judged by.</summary>
/// <param name="KeyDay">Day (since the Unix epoch) of the key that hashed persons and networks.</param>
/// <param name="WindowMinutes">One person counts once per service and kind in so many minutes.</param>
/// <param name="CurrentMinute">The minute now; a report of an older minute is put down for a recount.</param>
public readonly record struct CommitTerms(int KeyDay, int WindowMinutes, int CurrentMinute)
{
    /// <summary>A network is fresh for a service when it was not fresh in so many minutes.</summary>
    public const int FreshMinutes = 60;
}
