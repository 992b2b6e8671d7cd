namespace Reports.Domain.Outages;

/// <summary>The course of an outage. The first three are open.</summary>
public enum OutageState
{
    Possible,
    Outage,
    Recovering,
    Resolved,

    /// <summary>A possible outage that faded; in no history or feed.</summary>
    Dismissed,

    /// <summary>Taken back by an operator, with a public reason.</summary>
    Retracted,
}
