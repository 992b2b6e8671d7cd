using System.Globalization;
using Reports.Benchmarks.Peers;
using Reports.Detection.Series;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks.Tests;

/// <summary>Against what R's package surveillance says of the same series: <c>Farrington/surveillance.R</c>.</summary>
public sealed class FarringtonTests
{
    [Fact]
    public void Expectations_and_limits_are_those_of_the_reference_implementation()
    {
        var given = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Farrington", "surveillance.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var weekly = WeeklyCounts.Read(new FileInfo(Path.Combine(AppContext.BaseDirectory, "noufaily-dev-11", "counts.csv.gz")));
        var farrington = new FarringtonFlexible(FarringtonPast.Weeks);

        Assert.Equal(8 * 49, given.Count);
        Assert.All(given, row =>
        {
            var ordinary = farrington.Expect(weekly[row[0]], int.Parse(row[1], CultureInfo.InvariantCulture));
            var theirs = double.Parse(row[2], CultureInfo.InvariantCulture);
            Assert.InRange(ordinary.Mean, (theirs * 0.9999) - 1e-5, (theirs * 1.0001) + 1e-5);
            var upper = ordinary.Upper(0.005);
            Assert.Equal(int.Parse(row[3], CultureInfo.InvariantCulture), upper);
            Assert.True(ordinary.ChanceOf(upper) > 0.005 && ordinary.ChanceOf(upper + 1) <= 0.005);
        });
    }

    [Fact]
    public void Weeks_from_now_on_change_nothing_and_silence_has_a_limit()
    {
        var counts = Enumerable.Range(0, 400).Select(week => 5 + (week % 7)).ToArray();
        var changed = counts.Select((count, week) => week < 300 ? count : 999).ToArray();
        var farrington = new FarringtonFlexible(FarringtonPast.Weeks);

        Assert.Equal(farrington.Expect(counts, 300), farrington.Expect(changed, 300));
        Assert.Equal((0, 0), (farrington.Expect(new int[400], 300).Mean, farrington.Expect(new int[400], 300).Upper(0.005)));
        Assert.Throws<ArgumentOutOfRangeException>(() => farrington.Expect(counts, farrington.First - 1));
    }

    [Fact]
    public void A_day_is_cut_into_the_window_around_the_same_time_and_nine_seasons_between()
    {
        var past = FarringtonPast.Days(5, 7);

        Assert.Equal([7, 32, 32, 31, 31, 31, 31, 31, 31, 31], Enumerable.Range(0, 288).GroupBy(past.SeasonOf).OrderBy(season => season.Key).Select(season => season.Count()));
        Assert.Equal([0, 0, 0, 0, 9, 1, 0, 0], new[] { 0, 3, 285, 288, 4, 284, 287, 576 }.Select(past.SeasonOf));
        Assert.Equal((7 * 288) + 3, past.First);
        Assert.Equal([0, 3, 10_000 - (28 * 288) - 3], new[] { past.First, past.First + 3, 10_000 }.Select(past.FromOf));
    }

    [Fact]
    public void The_trend_and_the_season_of_the_day_are_expected_but_no_record_and_no_old_outage()
    {
        // A quarter more each week, twice as many in the afternoon.
        var counts = Enumerable.Range(0, 24 * 29).Select(hour => (int)Math.Round(1000 * Math.Pow(1.25, hour / 168.0) * (hour % 24 >= 12 ? 2 : 1))).ToArray();
        var farrington = new FarringtonFlexible(FarringtonPast.Days(60, 7));
        var (night, day) = ((24 * 28) + 6, (24 * 28) + 18);

        Assert.InRange(farrington.Expect(counts, night).Mean / counts[night], 0.97, 1.03);
        // By day the trend would lead beyond the largest count so far, and is left out.
        Assert.InRange(farrington.Expect(counts, day).Mean / farrington.PlainMean(counts, day), 0.97, 1.03);
        counts[night - (24 * 10)] *= 20;
        Assert.InRange(farrington.Expect(counts, night).Mean / counts[night], 0.9, 1.1);
    }

    [Fact]
    public void Online_a_surge_of_a_macro_region_is_found_when_its_bucket_is_over_and_a_steady_series_stays_silent()
    {
        const int Bucket = 5, Days = 29, Surge = (28 * 1440) + 700;
        var tree = new RegionTree(
        [
            new("*", RegionLevel.World, -1, _ => 0), new("EU", RegionLevel.MacroRegion, 0, _ => 0), new("EU/IT", RegionLevel.Country, 1, _ => 0),
            new("AM", RegionLevel.MacroRegion, 0, _ => 0), new("AM/US", RegionLevel.Country, 3, _ => 0),
        ]);
        var rule = new FarringtonRule(tree, Bucket, 1e-6, 27, RegionLevel.MacroRegion);
        var alarms = new List<(int Region, int Raised)>();
        for (var minute = 0; minute < Days * 1440; minute++)
        {
            var usual = minute * 31 % 7 == 0 ? 2 : 1;
            rule.Advance(minute, [new RegionCount(2, usual, usual * (minute is >= Surge and < Surge + 30 ? 5 : 1)), new RegionCount(4, usual, usual)]);
            foreach (var verdict in rule.Verdicts)
            {
                alarms.Add((verdict.Region, verdict.RaisedMinute));
            }
        }

        Assert.Equal([(1, Surge + Bucket - 1)], alarms.Distinct());
        Assert.Equal(30, alarms.Count);
    }
}
