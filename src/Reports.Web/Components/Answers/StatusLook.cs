using Reports.Domain.Outages;
using Reports.Domain.Status;

namespace Reports.Web.Components.Answers;

/// <summary>The short names under which statuses and extents are drawn, and the keys of their words.</summary>
public static class StatusLook
{
    public static string Class(StatusLevel status) => status switch
    {
        StatusLevel.Recovering => "re",
        StatusLevel.Possible => "po",
        StatusLevel.Outage => "ou",
        StatusLevel.Operational => "op",
    };

    public static string Key(StatusLevel status) => status switch
    {
        StatusLevel.Recovering => "status.recovering",
        StatusLevel.Possible => "status.possible",
        StatusLevel.Outage => "status.outage",
        StatusLevel.Operational => "status.operational",
    };

    public static string Key(OutageState state) => state switch
    {
        OutageState.Possible => "status.possible",
        OutageState.Outage => "status.outage",
        OutageState.Recovering => "status.recovering",
        OutageState.Dismissed => "status.dismissed",
        OutageState.Retracted => "status.retracted",
        OutageState.Resolved => "status.resolved",
    };

    public static StatusLevel LevelOf(OutageState state) => state switch
    {
        OutageState.Possible => StatusLevel.Possible,
        OutageState.Outage => StatusLevel.Outage,
        OutageState.Recovering => StatusLevel.Recovering,
        OutageState.Resolved or OutageState.Dismissed or OutageState.Retracted => StatusLevel.Operational,
    };

    public static string Class(Extent extent) => extent switch
    {
        Extent.Widespread => "wide",
        Extent.Partial => "part",
        Extent.None => "none",
    };

    public static string Key(Extent extent) => extent switch
    {
        Extent.Widespread => "extent.widespread",
        Extent.Partial => "extent.partial",
        Extent.None => "extent.none",
    };

    public static string Key(OfficialStatus status) => status switch
    {
        OfficialStatus.Identified => "official.identified",
        OfficialStatus.Monitoring => "official.monitoring",
        OfficialStatus.Resolved => "official.resolved",
        OfficialStatus.Investigating => "official.investigating",
    };

    /// <summary>As a heading, where <see cref="Key(OfficialStatus)"/> is a word inside a sentence.</summary>
    public static string HeadingKey(OfficialStatus status) => status switch
    {
        OfficialStatus.Identified => "timeline.says.identified",
        OfficialStatus.Monitoring => "timeline.says.monitoring",
        OfficialStatus.Resolved => "timeline.says.resolved",
        OfficialStatus.Investigating => "timeline.says.investigating",
    };
}
