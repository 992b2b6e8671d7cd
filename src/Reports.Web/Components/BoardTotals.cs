using Reports.Pipeline.Status;

namespace Reports.Web.Components;

/// <summary>Sums over all services of a board. Services count over windows of their own, so sums are taken from the day's steps.</summary>
public static class BoardTotals
{
    public static (int Reports, UsualRange Usual) LastHour(IEnumerable<DaySeries> days)
    {
        var all = days.ToList();
        return (
            all.Sum(day => day.Reports.TakeLast(DaySeries.StepsPerHour).Sum()),
            UsualRange.Sum(all.SelectMany(day => Enumerable.Range(DaySeries.Points - DaySeries.StepsPerHour, DaySeries.StepsPerHour).Select(i => UsualRange.At(day, i)))));
    }

    /// <summary>The day of all services together; null on a board without services.</summary>
    public static DaySeries? Day(StatusBoard board)
    {
        if (board.Services.Count == 0)
        {
            return null;
        }

        var days = board.Services.Select(service => service.World.Series).ToList();
        var reports = new int[DaySeries.Points];
        double[] expected = new double[DaySeries.Points], lower = new double[DaySeries.Points], upper = new double[DaySeries.Points];
        for (var i = 0; i < DaySeries.Points; i++)
        {
            reports[i] = days.Sum(day => day.Reports[i]);
            (expected[i], lower[i], upper[i]) = UsualRange.Sum(days.Select(day => UsualRange.At(day, i)));
        }

        return new DaySeries(days[0].FirstMinute, reports, expected, lower, upper);
    }
}
