using System.Diagnostics;

namespace Reports.Pipeline;

/// <summary>What the site does of its own accord, for traces; costs nothing while nobody takes them.</summary>
public static class ReportsActivities
{
    public static ActivitySource Source { get; } = new(ReportsMeter.Name);
}
