using Reports.Domain.Outages;
using Reports.Domain.Status;

namespace Reports.Web.Components.Answers;

/// <summary>One of the five cells of the region strip.</summary>
/// <param name="First">The number: "1,724 reports".</param>
/// <param name="Second">What to compare it with, or names: "usual 52–98", "Zoom, Webex".</param>
/// <param name="Breaks">True where <paramref name="Second"/> may run over two lines.</param>
public sealed record RegionCell(string Region, string Href, StatusLevel Status, Extent Extent, string First, string Second, bool Breaks = false)
{
    /// <summary>The number is above usual, and not flagged.</summary>
    public bool IsAbove { get; init; }

    /// <summary>Something unusual without a share of its own still shows as "some areas".</summary>
    public Extent Shown => Status != StatusLevel.Operational && Extent == Extent.None ? Extent.Partial
        : Status == StatusLevel.Operational ? Extent.None : Extent;
}
