namespace Reports.Domain.Outages;

/// <summary>What the provider says, in its own words and language.</summary>
/// <param name="Simulated">Written by the demo, not by the provider.</param>
public sealed record OfficialUpdate(
    Guid Id, int ServiceId, OfficialStatus Status, string Text, string Language, string? Url, DateTimeOffset At, bool Simulated);

public enum OfficialStatus
{
    Investigating,
    Identified,
    Monitoring,
    Resolved,
}
