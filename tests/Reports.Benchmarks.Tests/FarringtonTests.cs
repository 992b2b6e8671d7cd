using System.Globalization;
using Reports.Benchmarks.Peers;
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
}
