using Reports.Pipeline.Status;

namespace Reports.TestKit.Boards;

/// <summary>Days of counts with a daily rhythm and a little noise that is the same in every run.</summary>
public static class SampleSeries
{
    /// <param name="perStep">Usual reports per 5 minutes.</param>
    /// <param name="bump">Reports on top of the usual, by instant.</param>
    public static DaySeries Day(DateTimeOffset now, double perStep, Func<DateTimeOffset, double> bump)
    {
        var last = (int)(now.ToUnixTimeSeconds() / 60) / DaySeries.Step * DaySeries.Step;
        var first = last - (DaySeries.Points - 1) * DaySeries.Step;
        int[] reports = new int[DaySeries.Points];
        double[] expected = new double[DaySeries.Points], lower = new double[DaySeries.Points], upper = new double[DaySeries.Points];
        for (var i = 0; i < DaySeries.Points; i++)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds((first + i * DaySeries.Step) * 60L);
            expected[i] = perStep * (1 + 0.4 * Math.Sin((at.TimeOfDay.TotalHours - 8) / 24 * Math.Tau));
            var spread = 1.3 * Math.Sqrt(expected[i]);
            lower[i] = Math.Max(0, expected[i] - spread);
            upper[i] = expected[i] + spread + 0.5;
            reports[i] = (int)Math.Round(Math.Max(0, expected[i] + spread * 0.55 * Math.Sin(i * 1.7 + perStep * 37) * Math.Cos(i * 0.37) + bump(at)));
        }

        return new DaySeries(first, reports, expected, lower, upper);
    }

    public static DaySeries Calm(DateTimeOffset now, double perStep) => Day(now, perStep, _ => 0);

    /// <summary>A steep rise to <paramref name="peak"/> per 5 minutes and a slow fall; nothing before <paramref name="start"/>.</summary>
    public static Func<DateTimeOffset, double> Burst(
        DateTimeOffset start, double peak, TimeSpan rise, TimeSpan fall, DateTimeOffset? recovering = null, DateTimeOffset? end = null) => at =>
    {
        var minutes = (at - start).TotalMinutes;
        if (minutes < 0 || at > end)
        {
            return 0;
        }

        var height = minutes < rise.TotalMinutes
            ? peak * (0.2 + 0.8 * minutes / rise.TotalMinutes)
            : peak * Math.Exp(-(minutes - rise.TotalMinutes) / fall.TotalMinutes);
        return at > recovering ? height * 0.4 : height;
    };

    /// <summary>Half-hours of the last day out of the 5-minute steps.</summary>
    public static (int[] Reports, double[] Upper) HalfHours(DaySeries day) =>
        ([.. day.Reports.Chunk(6).Select(chunk => chunk.Sum())], [.. day.Upper.Chunk(6).Select(chunk => chunk.Sum())]);

    /// <summary>Sums of the steps from <paramref name="since"/> on.</summary>
    public static (int Reports, double Expected, double Lower, double Upper) Window(DaySeries day, DateTimeOffset since)
    {
        var from = Math.Clamp((int)((since.ToUnixTimeSeconds() / 60 - day.FirstMinute) / DaySeries.Step), 0, DaySeries.Points - 1);
        return (day.Reports.Skip(from).Sum(), day.Expected.Skip(from).Sum(), day.Lower.Skip(from).Sum(), day.Upper.Skip(from).Sum());
    }
}
