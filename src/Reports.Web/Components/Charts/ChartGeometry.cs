using System.Globalization;
using System.Text;
using Reports.Pipeline.Status;

namespace Reports.Web.Components.Charts;

/// <summary>
/// Turns a day of counts into paths in a field of <see cref="Width"/> × <see cref="Height"/>, stretched to its place by the browser.
/// The scale follows the usual range as well as the reports, so that on a calm day noise fills the band and does not look like an alarm.
/// </summary>
public sealed class ChartGeometry
{
    public const int Width = 1000;
    public const int Height = 300;

    // The usual range moves slowly: every sixth step draws the same curve in a sixth of the bytes.
    private const int BandStep = 6;
    private static readonly int[] NiceScales = [8, 12, 20, 40, 60, 80, 100, 120, 160, 200, 240, 300, 400, 600, 800, 1000];
    private readonly CountSeries _series;

    /// <param name="since">Start of what counts as above usual; the whole day where null.</param>
    public ChartGeometry(CountSeries series, DateTimeOffset now, DateTimeOffset? since = null)
    {
        _series = series;
        var complete = (int)((now.ToUnixTimeSeconds() / 60 - series.FirstMinute) / series.StepMinutes);
        Count = Math.Clamp(complete, 1, series.Reports.Count);
        PeakIndex = 0;
        for (var i = 1; i < Count; i++)
        {
            PeakIndex = series.Reports[i] > series.Reports[PeakIndex] ? i : PeakIndex;
        }

        Scale = Nice(Math.Max(series.Reports.Take(Count).Max(), series.Upper.Max()) * 1.08);
        var line = Points(Enumerable.Range(0, Count), i => series.Reports[i]);
        var edge = BandIndexes();
        Line = "M" + line;
        Area = string.Create(CultureInfo.InvariantCulture, $"M0 {Height}L{line}L{X(Count - 1)} {Height}z");
        Band = $"M{Points(edge, i => series.Upper[i])}L{Points(edge.Reverse(), i => series.Lower[i])}z";
        var from = since is { } start ? Math.Clamp((int)Math.Floor(XPercent(start) / 100 * (series.Reports.Count - 1)), 0, series.Reports.Count - 1) : 0;
        var after = edge.Where(i => i > from).Prepend(from).Reverse();
        AboveUsual = string.Create(CultureInfo.InvariantCulture, $"M{X(from)}-20H{Width}L{Points(after, i => series.Upper[i])}z");
    }

    /// <summary>Steps drawn: the unfinished last one would look like a sudden end.</summary>
    public int Count { get; }

    /// <summary>The number at the upper edge.</summary>
    public int Scale { get; }

    public int PeakIndex { get; }

    public int Peak => _series.Reports[PeakIndex];

    public DateTimeOffset PeakAt => TimeOf(PeakIndex);

    public string Line { get; }

    public string Area { get; }

    public string Band { get; }

    /// <summary>Everything above the usual range: the clip that tells the unusual part of the area.</summary>
    public string AboveUsual { get; }

    public IReadOnlyList<int> Ticks => [Scale / 4, Scale / 2, Scale * 3 / 4, Scale];

    /// <summary>Where the last step that is drawn ends.</summary>
    public DateTimeOffset End => TimeOf(Count);

    public DateTimeOffset TimeOf(int index) => DateTimeOffset.FromUnixTimeSeconds((_series.FirstMinute + index * (long)_series.StepMinutes) * 60);

    /// <summary>Percent from the left; outside 0 to 100 for an instant outside the day.</summary>
    public double XPercent(DateTimeOffset at) =>
        (at.ToUnixTimeSeconds() / 60.0 - _series.FirstMinute) / (_series.StepMinutes * Math.Max(1, _series.Reports.Count - 1.0)) * 100;

    /// <summary>Percent from the top.</summary>
    public double YPercent(double value) => 100 - value / Scale * 100;

    /// <summary>The count around an instant, the higher of two neighbours so that a pole ends on the curve.</summary>
    public int ValueAt(DateTimeOffset at)
    {
        var index = Math.Clamp((int)((at.ToUnixTimeSeconds() / 60 - _series.FirstMinute) / _series.StepMinutes), 0, Count - 1);
        return Math.Max(_series.Reports[index], _series.Reports[Math.Min(index + 1, Count - 1)]);
    }

    private double X(int index) => Math.Round(index * (double)Width / Math.Max(1, _series.Reports.Count - 1), 1);

    private int[] BandIndexes()
    {
        var last = _series.Upper.Count - 1;
        return [.. Enumerable.Range(0, last / BandStep + 1).Select(i => i * BandStep).Where(i => i != last), last];
    }

    private string Points(IEnumerable<int> indexes, Func<int, double> value)
    {
        var text = new StringBuilder();
        foreach (var index in indexes)
        {
            text.Append(CultureInfo.InvariantCulture, $" {X(index)} {Math.Round(Height - value(index) / Scale * Height, 1)}");
        }

        return text.ToString(1, text.Length - 1);
    }

    private static int Nice(double value) =>
        Array.Find(NiceScales, scale => scale >= value) is > 0 and var nice ? nice : (int)Math.Ceiling(value / 1000) * 1000;
}
