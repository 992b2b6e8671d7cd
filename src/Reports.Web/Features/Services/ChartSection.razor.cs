using System.Globalization;
using Microsoft.AspNetCore.Components;
using Reports.Domain.Catalog;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Components.Charts;

namespace Reports.Web.Features.Services;

/// <summary>The chart of a service over the span that the reader chose, and the ways to another span: by links, a form, or with the script by hand.</summary>
public sealed partial class ChartSection : PageComponent
{
    [Parameter, EditorRequired]
    public ServiceStatus Status { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartRange Span { get; set; } = null!;

    /// <summary>Null where the database has too many readers; the day is shown instead.</summary>
    [Parameter]
    public CountSeries? Series { get; set; }

    /// <summary>The outage the page tells.</summary>
    [Parameter]
    public OutageView? Told { get; set; }

    /// <summary>Every outage that may lie in the span.</summary>
    [Parameter]
    public IReadOnlyList<OutageView> Outages { get; set; } = [];

    private MonitoredService Service => Status.Service;

    private ChartRange Shown => Series is null ? ChartRange.Read(null, null, null, Page.Now) : Span;

    private string Heading => Shown.IsDay ? T["service.chart"] : T["chartrange.heading"];

    private string StepKey => "chartrange.step." + Shown.Step.ToString(CultureInfo.InvariantCulture);

    private IReadOnlyList<OutageView> Within => Shown.IsDay ? [] : [.. Outages.Where(outage => outage.StartedAt < Shown.End && (outage.ResolvedAt ?? Page.Now) > Shown.Start)];

    // The chart keeps the colour of an outage while an outage is on it.
    private StatusLevel Level => Shown.IsDay ? Told is null ? Status.Status : StatusLevel.Outage : Within.Count > 0 ? StatusLevel.Outage : StatusLevel.Operational;

    private DateTimeOffset? Since => Shown.IsDay ? Told?.StartedAt : Within.Count > 0 ? Within.Min(outage => outage.StartedAt) : null;

    // Of one outage the moments have names; of several the spans are enough.
    private IReadOnlyList<ChartMark> Marks => ChartMarks.Of(Shown.IsDay ? Told : Within.Count == 1 ? Within[0] : null, T);

    /// <summary>The last step may end in the future; what is shown does not.</summary>
    private DateTimeOffset End => Shown.End > Page.Now ? Page.Now : Shown.End;

    private string Link(ChartRange range) => Urls.Chart(Service.Slug, Page.Prefix, range.Query);

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
