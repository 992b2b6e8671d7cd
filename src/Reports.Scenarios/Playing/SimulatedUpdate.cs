using Reports.Domain.Outages;

namespace Reports.Scenarios.Playing;

/// <summary>What the provider is made to say. Whoever publishes it must mark it as simulated.</summary>
/// <param name="Service">Slug of the service.</param>
public sealed record SimulatedUpdate(DateTimeOffset At, string Service, OfficialStatus Status, string Text, string Language);
