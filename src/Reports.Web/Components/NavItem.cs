namespace Reports.Web.Components;

/// <summary>The entries of the top bar, to mark where the reader is.</summary>
public enum NavItem
{
    None,
    Services,
    Map,
    Outages,
    Report,
}
