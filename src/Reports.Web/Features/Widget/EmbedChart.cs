using System.Globalization;
using Reports.Pipeline.Status;

namespace Reports.Web.Features.Widget;

/// <summary>The last hours as two shapes: what was reported, before what is usual.</summary>
/// <param name="Band">Outline of the usual range.</param>
/// <param name="Area">Outline of the reports.</param>
public sealed record EmbedChart(string ViewBox, string Band, string Area, string Base)
{
    private const int Points = 8 * 60 / DaySeries.Step;
    private const int Height = 60;

    // A quiet service fills the lower half, so that its noise does not look like an alarm.
    private const double CalmHeadroom = 2.2;

    public static EmbedChart Of(DaySeries day)
    {
        ArgumentNullException.ThrowIfNull(day);
        double[] reports = [.. day.Reports.TakeLast(Points).Select(count => (double)count)], lower = [.. day.Lower.TakeLast(Points)], upper = [.. day.Upper.TakeLast(Points)];
        var scale = Math.Max(1, Math.Max(reports.DefaultIfEmpty().Max(), upper.DefaultIfEmpty().Max() * CalmHeadroom));
        var width = Math.Max(1, reports.Length - 1);
        var back = string.Join(' ', lower.Select((value, i) => At(i, value)).Reverse());
        return new EmbedChart(
            $"0 0 {width} {Height}", $"M{Line(upper)} {back}z", string.Create(CultureInfo.InvariantCulture, $"M0,{Height} {Line(reports)} {width},{Height}z"), $"M0 {Height}H{width}");

        string Line(double[] values) => string.Join(' ', values.Select((value, i) => At(i, value)));

        string At(int i, double value) => string.Create(CultureInfo.InvariantCulture, $"{i},{Height - Math.Clamp(value / scale, 0, 1) * (Height - 2):0.#}");
    }
}
