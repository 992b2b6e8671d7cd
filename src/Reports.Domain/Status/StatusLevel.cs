namespace Reports.Domain.Status;

/// <summary>What people are told of a service, or of a service in a region; in rising order of trouble shown first.</summary>
public enum StatusLevel
{
    Operational,
    Recovering,
    Possible,
    Outage,
}
