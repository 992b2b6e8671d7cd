using Reports.Domain.Catalog;

namespace Reports.Domain.Outages;

/// <summary>Another service that the reports are probably about, or whose failure is probably behind this one's.</summary>
/// <param name="Probability">(0, 1].</param>
public sealed record ProbableCause(MonitoredService Service, double Probability, CauseKind Kind);

public enum CauseKind
{
    /// <summary>People report this service and mean the other.</summary>
    Confused,

    /// <summary>This service runs on the other.</summary>
    DependsOn,
}
