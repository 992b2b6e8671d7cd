using Reports.Pipeline.Status;

namespace Reports.Web.Components.Charts;

/// <summary>Where the time axis of a chart has its labels: whole hours of a day or two, days of anything longer.</summary>
public sealed class ChartAxis
{
    private const int MostLabels = 5;

    // Nearer to the right edge than this, in percent, a label would touch the one of the end on a phone: an hour, or the longer name of a day.
    private const double HoursClearOfEnd = 14, DaysClearOfEnd = 22;
    private const double ClearOfStart = 2;
    private static readonly TimeSpan LongestInHours = TimeSpan.FromHours(49);
    private static readonly int[] Hours = [1, 2, 3, 6, 12];
    private static readonly int[] Days = [1, 2, 7, 14, 30, 61, 122];

    public ChartAxis(CountSeries series, ChartGeometry geometry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(geometry);
        IsHours = series.End - series.Start <= LongestInHours;
        End = series.End > now ? now : series.End;
        var step = IsHours ? TimeSpan.FromHours(Fitting(Hours, (End - series.Start).TotalHours)) : TimeSpan.FromDays(Fitting(Days, (End - series.Start).TotalDays));
        var first = new DateTimeOffset((series.Start.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks, TimeSpan.Zero);
        List<DateTimeOffset> labels = [];
        for (var at = first; at < End; at += step)
        {
            if (geometry.XPercent(at) is >= ClearOfStart and var x && x <= 100 - (IsHours ? HoursClearOfEnd : DaysClearOfEnd))
            {
                labels.Add(at);
            }
        }

        Labels = labels;
    }

    /// <summary>Labels are hours of the day, in the reader's zone; else they are days in UTC.</summary>
    public bool IsHours { get; }

    public IReadOnlyList<DateTimeOffset> Labels { get; }

    /// <summary>The label at the right edge: the end, or the present.</summary>
    public DateTimeOffset End { get; }

    private static int Fitting(int[] steps, double length) => Array.Find(steps, step => length / step <= MostLabels) is > 0 and var step ? step : steps[^1];
}
