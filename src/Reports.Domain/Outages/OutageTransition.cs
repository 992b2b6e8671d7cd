namespace Reports.Domain.Outages;

/// <summary>One step in the course of an outage: audit, history and outbox in one row.</summary>
/// <param name="Id">Rises with every transition of the site; the id of its event on the stream.</param>
/// <param name="Reason">Given in public when an operator retracts.</param>
public sealed record OutageTransition(long Id, Guid OutageId, OutageState? From, OutageState To, DateTimeOffset At, string? Reason);
