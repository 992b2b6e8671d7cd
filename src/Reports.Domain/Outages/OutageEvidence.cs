namespace Reports.Domain.Outages;

/// <summary>What the alarms of all regions of a service add up to at one instant.</summary>
public enum OutageEvidence
{
    /// <summary>No series is out of the ordinary.</summary>
    None,

    /// <summary>Some series is higher than chance makes likely, none is an alarm.</summary>
    Weak,

    /// <summary>There are alarms, and every one of them is falling back.</summary>
    Falling,

    /// <summary>At least one alarm is not falling.</summary>
    Strong,
}
