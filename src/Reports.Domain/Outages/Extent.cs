namespace Reports.Domain.Outages;

/// <summary>How far an outage reaches in a macro-region.</summary>
public enum Extent
{
    None,
    Partial,
    Widespread,
}
