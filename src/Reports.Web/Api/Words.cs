using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Domain.Status;

namespace Reports.Web.Api;

/// <summary>The words of the API for what the code calls by name.</summary>
public static class Words
{
    public static string Of(StatusLevel status) => status switch
    {
        StatusLevel.Operational => "operational",
        StatusLevel.Recovering => "recovering",
        StatusLevel.Possible => "possible",
        StatusLevel.Outage => "outage",
    };

    public static string Of(OutageState state) => state switch
    {
        OutageState.Possible => "possible",
        OutageState.Outage => "outage",
        OutageState.Recovering => "recovering",
        OutageState.Resolved => "resolved",
        OutageState.Dismissed => "dismissed",
        OutageState.Retracted => "retracted",
    };

    /// <summary>Null for no doubt.</summary>
    public static string? Of(SourceDoubt doubt) => doubt switch
    {
        SourceDoubt.None => null,
        SourceDoubt.FewNetworks => "few-networks",
        SourceDoubt.OneSource => "one-source",
    };

    public static string Of(ReportKind kind) => kind switch
    {
        ReportKind.Down => "down",
        ReportKind.Works => "works",
    };

    public static string Of(Extent extent) => extent switch
    {
        Extent.None => "none",
        Extent.Partial => "partial",
        Extent.Widespread => "widespread",
    };

    public static string Of(OfficialStatus status) => status switch
    {
        OfficialStatus.Investigating => "investigating",
        OfficialStatus.Identified => "identified",
        OfficialStatus.Monitoring => "monitoring",
        OfficialStatus.Resolved => "resolved",
    };

    public static bool TryRead(string? text, out OfficialStatus status)
    {
        foreach (var value in Enum.GetValues<OfficialStatus>())
        {
            if (string.Equals(Of(value), text, StringComparison.Ordinal))
            {
                status = value;
                return true;
            }
        }

        status = default;
        return false;
    }

    public static bool TryRead(string? text, out StatusLevel status)
    {
        foreach (var value in Enum.GetValues<StatusLevel>())
        {
            if (string.Equals(Of(value), text, StringComparison.Ordinal))
            {
                status = value;
                return true;
            }
        }

        status = default;
        return false;
    }

    /// <summary>The five macro-regions and how far the outage reaches in each.</summary>
    public static Dictionary<string, string> Of(IReadOnlyList<Extent> extent) =>
        MacroRegions.All.Select((region, i) => (region, extent[i])).ToDictionary(pair => pair.region, pair => Of(pair.Item2), StringComparer.Ordinal);
}
