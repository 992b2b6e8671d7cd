using Microsoft.AspNetCore.Components;
using Reports.Domain.Catalog;
using Reports.Domain.Status;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Components.Answers;
using Reports.Web.Components.Maps;
using Reports.Web.Localization;

namespace Reports.Web.Features.Services;

/// <summary>One service: is it down, where, since when, what people cannot do, and what the provider says.</summary>
public sealed partial class ServicePage : PageView
{
    private static readonly TimeSpan ShownAfterEnd = TimeSpan.FromHours(12);

    [Parameter, EditorRequired]
    public ServiceStatus Status { get; set; } = null!;

    /// <summary>What the chart shows; the day where null.</summary>
    [Parameter]
    public ChartRange? Span { get; set; }

    /// <summary>The reports of that span; null where the database has too many readers.</summary>
    [Parameter]
    public CountSeries? Series { get; set; }

    /// <summary>Outages of the calendar, latest first; null where the database has too many readers.</summary>
    [Parameter]
    public IReadOnlyList<OutageView>? History { get; set; }

    [Parameter]
    public IReadOnlySet<int>? WatchedDays { get; set; }

    /// <summary>Where many report; null where the database has too many readers.</summary>
    [Parameter]
    public IReadOnlyList<CityCount>? Cities { get; set; }

    /// <summary>What people wrote; null where the database has too many readers.</summary>
    [Parameter]
    public ServiceComments? Comments { get; set; }

    /// <summary>Comments are shown only after review.</summary>
    [Parameter]
    public bool IsReviewedFirst { get; set; } = true;

    private MonitoredService Service => Status.Service;

    private string Address => Page.Origin + Urls.Service(Service.Slug, Page.Prefix);

    private ChartRange ShownSpan => Span ?? ChartRange.Read(null, null, null, Page.Now);

    private bool IsOpen => Status.OpenOutage is not null;

    // Before that it may be down for nobody.
    private bool IsDown => Status.Status is StatusLevel.Outage or StatusLevel.Recovering;

    private AnswerSentence Answer => AnswerSentence.Of(Status, T, Page.Now);

    private string Description => IsOpen
        ? $"{T.Plural("reports", Status.World.Reports)}{T["list.comma"]}{T.Format("usual", T.Range(Status.World.Lower, Status.World.Upper))}."
        : T.Format("facts.hour", T.Plural("reports", Status.World.Reports), T.Range(Status.World.Lower, Status.World.Upper));

    private IReadOnlyList<OutageView> Past => History ?? [.. Page.Board.PastOutages.Where(outage => outage.Service.Id == Service.Id)];

    /// <summary>The outage the page tells: the open one, or one that has just ended and is still on the chart.</summary>
    private OutageView? Shown => Status.OpenOutage ?? Page.Board.PastOutages.FirstOrDefault(outage => outage.Service.Id == Service.Id && outage.ResolvedAt > Page.Now - ShownAfterEnd);

    // The day that the page tells of.
    private DateTimeOffset DataDay => Shown?.StartedAt ?? Page.Now;

    /// <summary>Share of those who answered from which on it works for enough to be the heading; two of a thousand are not.</summary>
    private const double WorksForMany = 0.05;

    private int Answered => Status.World.Reports + Status.World.Works;

    private string AnsweredKey => T.PluralKey("service.works.since", Answered);

    // Reports without a place count for the world only.
    private int Unplaced => Status.World.Reports - Status.MacroRegions.Sum(region => region.Reports);

    private IReadOnlyList<RegionCell> Cells => [.. Status.MacroRegions.Select(region => new RegionCell(
        region.Region, Anchors.Of(region.Region), region.Status, region.Extent,
        T.Plural("reports", region.Reports), T.Format("usual", T.Range(region.Lower, region.Upper)))
        { IsAbove = CountryCount.IsAbove(region) })];

    private RenderFragment Usual(RegionStatus region) => RichText.Range(T.Range(region.Lower, region.Upper));
}
