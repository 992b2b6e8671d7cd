using Reports.Pipeline.Intake;

namespace Reports.Scenarios.Playing;

/// <summary>What one simulated person sends, and when.</summary>
public sealed record SimulatedReport(DateTimeOffset At, Submission Submission, Caller Caller);
