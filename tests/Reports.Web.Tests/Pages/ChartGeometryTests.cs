using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Components.Charts;

namespace Reports.Web.Tests.Pages;

public sealed class ChartGeometryTests
{
    private static readonly DateTimeOffset Now = SampleBoards.Now;
    private static readonly DaySeries Calm = SampleSeries.Calm(Now, 20);

    private static readonly DaySeries Burst = SampleSeries.Day(
        Now, 2, SampleSeries.Burst(SampleOutages.Start, 180, TimeSpan.FromMinutes(23), TimeSpan.FromMinutes(80)));

    [Fact]
    public void Line_HasAPointForEveryFinishedStep()
    {
        var geometry = new ChartGeometry(Calm, Now);

        Assert.Equal(DaySeries.Points - 1, geometry.Count);
        Assert.Equal(geometry.Count * 2, geometry.Line[1..].Split(' ').Length);
    }

    [Fact]
    public void Count_OfAFreshSeries_IsNeverLessThanOne() => Assert.Equal(1, new ChartGeometry(Calm, Now.AddDays(-3)).Count);

    [Fact]
    public void Scale_OnACalmDay_FollowsTheUsualRange()
    {
        var geometry = new ChartGeometry(Calm, Now);

        Assert.InRange(geometry.Scale, Calm.Upper.Max(), Calm.Upper.Max() * 2);
    }

    [Fact]
    public void Scale_InAnOutage_HoldsThePeak()
    {
        var geometry = new ChartGeometry(Burst, Now);

        Assert.Equal(Burst.Reports.Max(), geometry.Peak);
        Assert.InRange(geometry.YPercent(geometry.Peak), 0, 25);
        Assert.InRange(geometry.PeakAt, SampleOutages.Start, Now);
    }

    [Fact]
    public void Scale_OfNothing_IsNotZero()
    {
        var zero = new double[DaySeries.Points];
        var geometry = new ChartGeometry(Calm with { Reports = new int[DaySeries.Points], Expected = zero, Lower = zero, Upper = zero }, Now);

        Assert.True(geometry.Scale > 0);
        Assert.DoesNotContain("NaN", geometry.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void AboveUsual_StartsWithTheOutage()
    {
        var whole = new ChartGeometry(Burst, Now);
        var since = new ChartGeometry(Burst, Now, SampleOutages.Start);

        Assert.StartsWith("M0-20H1000", whole.AboveUsual, StringComparison.Ordinal);
        Assert.Matches("^M8[0-9]+(\\.[0-9])?-20H1000", since.AboveUsual);
    }

    [Fact]
    public void XPercent_RunsOverTheDay()
    {
        var geometry = new ChartGeometry(Calm, Now);

        Assert.Equal(0, geometry.XPercent(geometry.TimeOf(0)), 6);
        Assert.Equal(100, geometry.XPercent(geometry.TimeOf(DaySeries.Points - 1)), 6);
    }

    [Fact]
    public void Marks_StandInTheQuieterSide()
    {
        var geometry = new ChartGeometry(Burst, Now, SampleOutages.Start);
        var late = new MarkLayout(geometry, [Mark(0), Mark(30)]);
        var early = new MarkLayout(geometry, [Mark(-18 * 60)]);

        Assert.Equal("end", late.Anchor);
        Assert.Equal("start", early.Anchor);
        Assert.Single(late.Placed.Select(placed => placed.LabelX).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Marks_OutsideTheDay_AreLeftOut() => Assert.Empty(new MarkLayout(new ChartGeometry(Burst, Now), [Mark(-48 * 60)]).Placed);

    [Fact]
    public void Sparkline_OfACalmService_StaysInTheLowerHalf()
    {
        var geometry = new SparklineGeometry([.. Enumerable.Repeat(5, 48)], [.. Enumerable.Repeat(9.0, 48)]);

        Assert.Equal(47, geometry.Width);
        Assert.StartsWith("M0 ", geometry.Line, StringComparison.Ordinal);
        Assert.True(int.Parse(geometry.Line[3..].Split('l')[0], System.Globalization.CultureInfo.InvariantCulture) > SparklineGeometry.Height / 2);
    }

    [Fact]
    public void Sparkline_Over_StartsWhereItBegan() => Assert.StartsWith(
        "M40 ", new SparklineGeometry([.. Enumerable.Repeat(50, 48)], [.. Enumerable.Repeat(9.0, 48)], 40).Over, StringComparison.Ordinal);

    [Fact]
    public void Sparkline_OfNothing_HasNoNaN() =>
        Assert.DoesNotContain("NaN", new SparklineGeometry(new int[48], new double[48]).Over, StringComparison.Ordinal);

    private static ChartMark Mark(int minutes) => new(SampleOutages.Start.AddMinutes(minutes), MarkKind.People, "mark");
}
