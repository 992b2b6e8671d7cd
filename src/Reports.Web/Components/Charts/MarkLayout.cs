using System.Globalization;

namespace Reports.Web.Components.Charts;

/// <summary>
/// Places the labels of marks one below the other in the quieter side of the chart, where they cannot cover the curve they explain, and leads
/// a line from each to the pole that stands on the curve.
/// </summary>
public sealed class MarkLayout
{
    // Below this share of the width a label does not fit beside the marks on a phone.
    private const double NarrowOnPhones = 60;

    /// <summary>Beyond this share of the width a label stands to the left of its point.</summary>
    public const double NearEnd = 90;

    private const double LineHeight = 1.7;

    public MarkLayout(ChartGeometry geometry, IReadOnlyList<ChartMark> marks)
    {
        var visible = marks.Where(mark => geometry.XPercent(mark.At) is >= 0 and <= 100).OrderBy(mark => mark.At).ToList();
        if (visible.Count == 0)
        {
            Placed = [];
            return;
        }

        var (first, last) = (geometry.XPercent(visible[0].At), geometry.XPercent(visible[^1].At));
        var left = first > 100 - last;
        IsTight = Math.Max(first, 100 - last) < NarrowOnPhones;
        Anchor = left ? "end" : "start";
        Gap = left ? -9 : 9;
        Placed = visible.ConvertAll(mark =>
        {
            var row = visible.IndexOf(mark);
            return new PlacedMark(
                mark, Percent(geometry.XPercent(mark.At)), Percent(left ? first : last), Em(row * LineHeight + 0.6), Em(row * LineHeight + 1),
                Percent(geometry.YPercent(geometry.ValueAt(mark.At))));
        });
    }

    public IReadOnlyList<PlacedMark> Placed { get; }

    /// <summary>Height of the number at the peak: at the curve, or under the labels where they stand in its way.</summary>
    public string PeakLabelTop(ChartGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        var crowded = Gap < 0 && Placed.Count > 0 && geometry.XPercent(geometry.PeakAt) > NearEnd;
        return crowded ? Em(Placed.Count * LineHeight + 1.2) : Percent(geometry.YPercent(geometry.Peak));
    }

    public bool IsTight { get; }

    public string Anchor { get; } = "start";

    public int Gap { get; }

    public static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Em(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "em";
}

/// <param name="X">Where the pole stands.</param>
/// <param name="LabelX">Where the label ends or starts.</param>
/// <param name="Top">Height of the lead and head of the pole.</param>
/// <param name="Baseline">Of the label's text.</param>
/// <param name="Foot">Where the pole meets the curve.</param>
public sealed record PlacedMark(ChartMark Mark, string X, string LabelX, string Top, string Baseline, string Foot);
