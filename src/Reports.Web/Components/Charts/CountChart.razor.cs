using System.Globalization;
using Microsoft.AspNetCore.Components;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.Web.Components.Charts;

/// <summary>
/// Reports of 24 hours against what is usual. Shapes stretch with the page; words stay in a second layer that does not stretch, so they keep
/// their size on phones. One per page, since its parts refer to each other by id.
/// </summary>
public sealed partial class CountChart : PageComponent
{
    private const int HoursBetweenLabels = 6;

    // Nearer to the right edge than this a label would touch the one that says now.
    private static readonly TimeSpan ClearOfNow = TimeSpan.FromHours(2.5);

    [Parameter, EditorRequired]
    public DaySeries Series { get; set; } = null!;

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

    private string Finding(ChartGeometry geometry) => IsUnusual
        ? T.Format("chart.peak", geometry.Peak, T.Hour(geometry.PeakAt) + " " + T["time.zone"], UpperAt(geometry.PeakIndex), Series.Reports[geometry.Count - 1])
        : T.Format("chart.calm", geometry.Peak, UpperAt(geometry.PeakIndex));

    private int UpperAt(int index) => (int)Math.Ceiling(Series.Upper[index]);

    private static string Y(ChartGeometry geometry, int tick) =>
        (geometry.YPercent(tick) * ChartGeometry.Height / 100).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private IEnumerable<DateTimeOffset> Hours(ChartGeometry geometry)
    {
        var start = geometry.TimeOf(0);
        var hour = new DateTimeOffset(start.Year, start.Month, start.Day, start.Hour, 0, 0, TimeSpan.Zero);
        for (; hour < Page.Now - ClearOfNow; hour = hour.AddHours(1))
        {
            if (hour.Hour % HoursBetweenLabels == 0 && geometry.XPercent(hour) >= 2)
            {
                yield return hour;
            }
        }
    }
}
