using System.Globalization;
using System.Text;

namespace Reports.Web.Components.Charts;

/// <summary>A day in 48 half-hours, small: whole numbers and relative steps, because a page shows hundreds of them.</summary>
public sealed class SparklineGeometry
{
    public const int Height = 56;

    // A quiet service fills the lower half, so that its noise does not look like an alarm.
    private const double CalmHeadroom = 2.2;

    /// <param name="from">The half-hour in which the unusual began; a chance peak before it is not drawn as if something had been down.</param>
    public SparklineGeometry(IReadOnlyList<int> reports, IReadOnlyList<double> upper, int from = 0)
    {
        Width = Math.Max(1, reports.Count - 1);
        var scale = Math.Max(1, Math.Max(reports.DefaultIfEmpty().Max(), upper.DefaultIfEmpty().Max() * CalmHeadroom));
        List<int> line = [.. reports.Select(count => Y(count, scale))], edge = [.. upper.Select(count => Y(count, scale))];
        var start = Math.Clamp(from, 0, Width);
        Line = $"M0 {Path(line)}";
        Band = string.Create(CultureInfo.InvariantCulture, $"M0 {Path(edge)}V{Height}H0z");
        Over = string.Create(
            CultureInfo.InvariantCulture,
            $"M{start} {Path(edge.Zip(line, Math.Min).Skip(start))}V{Path(edge.Skip(start).Reverse(), step: -1)}z");
    }

    public int Width { get; }

    public string Line { get; }

    public string Band { get; }

    /// <summary>What lies above the usual range, as a shape of its own: a clip would need an id, and one service may stand in several lists.</summary>
    public string Over { get; }

    private static int Y(double value, double scale) => (int)Math.Round(Height - 2 - value / scale * (Height - 6));

    private static string Path(IEnumerable<int> heights, int step = 1)
    {
        var text = new StringBuilder();
        var before = 0;
        foreach (var height in heights)
        {
            _ = text.Length == 0
                ? text.Append(CultureInfo.InvariantCulture, $"{height}l")
                : text.Append(CultureInfo.InvariantCulture, $"{step} {height - before} ");
            before = height;
        }

        return text.ToString().TrimEnd(' ', 'l');
    }
}
