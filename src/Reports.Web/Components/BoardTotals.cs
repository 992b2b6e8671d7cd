using Reports.Pipeline.Status;

namespace Reports.Web.Components;

/// <summary>
/// Sums over all services of a board. Services count over windows of their own, so sums are taken from the day's steps; the last hour is that of
/// the last whole steps, since what is usual in five minutes is no measure for the two of them that have passed.
/// </summary>
public static class BoardTotals
{
    private static readonly Range Hour = (DaySeries.Points - 1 - DaySeries.StepsPerHour)..(DaySeries.Points - 1);

    public static (int Reports, UsualRange Usual) LastHour(IEnumerable<DaySeries> days)
    {
        var all = days.ToList();
        return (
            all.Sum(day => day.Reports.Take(Hour).Sum()),
            UsualRange.Sum(all.SelectMany(day => Enumerable.Range(Hour.Start.Value, DaySeries.StepsPerHour).Select(i => UsualRange.At(day, i)))));
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
