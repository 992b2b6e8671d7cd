using System.Globalization;
using Microsoft.AspNetCore.Components;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.Web.Components.Charts;

/// <summary>
/// Reports over time against what is usual. Shapes stretch with the page; words stay in a second layer that does not stretch, so they keep
/// their size on phones. One per page, since its parts refer to each other by id.
/// </summary>
public sealed partial class CountChart : PageComponent
{
    [Parameter, EditorRequired]
    public CountSeries Series { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>On a calm chart nothing is drawn in the colour of outages.</summary>
    [Parameter]
    public StatusLevel Level { get; set; }

    /// <summary>When the unusual began; a chance peak before it is not drawn as if something had been down.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    [Parameter]
    public IReadOnlyList<ChartMark> Marks { get; set; } = [];

    private bool IsUnusual => Level != StatusLevel.Operational;

    /// <summary>Spans of outages, for charts that are long enough to show several.</summary>
    [Parameter]
    public IReadOnlyList<OutageView> Outages { get; set; } = [];

    /// <summary>Each step's time, count and usual range, for the script that reads them out.</summary>
    private string Readings(ChartGeometry geometry) => string.Join(';', Enumerable.Range(0, geometry.Count).Select(i => string.Create(
        CultureInfo.InvariantCulture, $"{Series.Reports[i]},{Math.Floor(Series.Lower[i]):0},{Math.Ceiling(Series.Upper[i]):0}")));

    private string At(DateTimeOffset at) => IsDay ? T.Hour(at) + " " + T["time.zone"] : T.Moment(at, DateTimeOffset.MinValue) + " " + T["time.zone"];

    private bool IsDay => Series is DaySeries;

    private string Finding(ChartGeometry geometry) => !IsDay
        ? T.Format("chartrange.finding", geometry.Peak, T["chartrange.step." + Series.StepMinutes.ToString(CultureInfo.InvariantCulture)], At(geometry.PeakAt), UpperAt(geometry.PeakIndex))
        : IsUnusual
        ? T.Format("chart.peak", geometry.Peak, T.Hour(geometry.PeakAt) + " " + T["time.zone"], UpperAt(geometry.PeakIndex), Series.Reports[geometry.Count - 1])
        : T.Format("chart.calm", geometry.Peak, UpperAt(geometry.PeakIndex));

    private int UpperAt(int index) => (int)Math.Ceiling(Series.Upper[index]);

    private static string Y(ChartGeometry geometry, int tick) =>
        (geometry.YPercent(tick) * ChartGeometry.Height / 100).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string X(ChartGeometry geometry, DateTimeOffset at) => Percent(geometry.XPercent(at));

    private string Width(ChartGeometry geometry, OutageView outage)
    {
        var (from, to) = (Math.Clamp(geometry.XPercent(outage.StartedAt), 0, 100), Math.Clamp(geometry.XPercent(outage.ResolvedAt ?? Page.Now), 0, 100));
        return Percent(Math.Max(to - from, 0.4));
    }

    private static string Percent(double value) => Math.Round(Math.Clamp(value, 0, 100) * 10, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
