using System.Diagnostics;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Scenarios.Populations;

namespace Reports.Scenarios.Tests.Populations;

public sealed class HistoryTests(ITestOutputHelper output)
{
    [Fact]
    public void Four_weeks_fit_the_row_budget_in_order_and_with_plausible_parts()
    {
        var watch = Stopwatch.StartNew();
        var rows = Shipped.Population.History(Shipped.Monday, Shipped.Monday + Shipped.FourWeeks).ToList();
        output.WriteLine($"{rows.Count} rows, {rows.Sum(row => row.Count)} reports, {watch.Elapsed.TotalSeconds:0.00} s");
        foreach (var service in rows.GroupBy(row => row.ServiceId).Select(group => (group.Key, Sum: group.Sum(row => row.Count))).OrderByDescending(each => each.Sum).Take(12))
        {
            output.WriteLine($"{Shipped.Services.Find(service.Key)!.Slug} {service.Sum / (double)Shipped.FourWeeks:0.000}/min");
        }

        Assert.InRange(rows.Count, 500_000, 900_000);
        for (var i = 1; i < rows.Count; i++)
        {
            Assert.True(Order(rows[i - 1]).CompareTo(Order(rows[i])) < 0, $"rows {i - 1} and {i} are out of order or the same");
        }

        var down = rows.Where(row => row.Kind == ReportKind.Down).ToList();
        Assert.InRange(down.Sum(row => row.Fresh) / (double)down.Sum(row => row.Count), 0.965, 0.975);
        Assert.InRange(1 - down.Sum(row => row.Count) / (double)rows.Sum(row => row.Count), 0.035, 0.045);
        Assert.All(rows.Where(row => row.Kind == ReportKind.Works), row => Assert.Equal((0, (short)0), (row.Fresh, row.ProblemId)));

        static (int, int, int, ReportKind, short) Order(MinuteCount row) => (row.ServiceId, row.Minute, row.Place.Value, row.Kind, row.ProblemId);
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows_and_another_seed_others()
    {
        var again = new PopulationModel(Shipped.Services, Shipped.Regions);
        var other = new PopulationModel(Shipped.Services, Shipped.Regions, PopulationModel.DefaultSeed + 1);
        var rows = Shipped.Population.History(Shipped.Monday, Shipped.Monday + 600).ToList();

        Assert.Equal(rows, again.History(Shipped.Monday, Shipped.Monday + 600));
        Assert.NotEqual(rows, other.History(Shipped.Monday, Shipped.Monday + 600));
    }

    [Fact]
    public void A_shorter_stretch_is_the_same_part_of_a_longer_one()
    {
        var from = Shipped.Monday + 1000;
        var until = Shipped.Monday + 3100;
        var part = Shipped.Population.History(Shipped.Monday, Shipped.Monday + 4000).Where(row => row.Minute >= from && row.Minute < until);

        Assert.Equal(part, Shipped.Population.History(from, until));
    }

    [Fact]
    public void Reports_come_as_often_as_the_usual_rate_says()
    {
        var expected = 0.0;
        foreach (var (country, _) in Shipped.Population.CountriesOf(Shipped.Zoom))
        {
            for (var minute = 0; minute < Shipped.FourWeeks; minute += 15)
            {
                expected += 15 * Shipped.Population.Usual(Shipped.Zoom, country, Shipped.Monday + minute);
            }
        }

        var seen = Shipped.Population.History(Shipped.Monday, Shipped.Monday + Shipped.FourWeeks)
            .TakeWhile(row => row.ServiceId == Shipped.Zoom.Id).Where(row => row.Kind == ReportKind.Down).Sum(row => row.Count);

        Assert.InRange(seen / expected, 0.96, 1.04);
    }

    [Fact]
    public void Counts_vary_more_than_chance_alone_but_not_wildly()
    {
        var perQuarter = new int[Shipped.FourWeeks / 15];
        var mean = new double[perQuarter.Length];
        foreach (var row in Shipped.Population.History(Shipped.Monday, Shipped.Monday + Shipped.FourWeeks).TakeWhile(row => row.ServiceId == Shipped.Zoom.Id).Where(row => row.Kind == ReportKind.Down))
        {
            perQuarter[(row.Minute - Shipped.Monday) / 15] += row.Count;
        }

        foreach (var (country, _) in Shipped.Population.CountriesOf(Shipped.Zoom))
        {
            for (var quarter = 0; quarter < mean.Length; quarter++)
            {
                mean[quarter] += 15 * Shipped.Population.Usual(Shipped.Zoom, country, Shipped.Monday + quarter * 15);
            }
        }

        var dispersion = perQuarter.Zip(mean, (count, usual) => (count - usual) * (count - usual) / usual).Average();
        output.WriteLine($"variance ÷ mean of a quarter-hour: {dispersion:0.00}");
        Assert.InRange(dispersion, 1.1, 3);
    }
}
