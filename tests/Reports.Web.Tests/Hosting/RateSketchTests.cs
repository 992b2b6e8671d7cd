using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.Hosting;

public sealed class RateSketchTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 17, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_key_may_come_as_often_as_it_may_and_no_more()
    {
        var sketch = new RateSketch(Minute, _time);

        Assert.Equal([2, 1, 0, -1, -1], Enumerable.Range(0, 5).Select(_ => sketch.Take("A", 3)));
        Assert.Equal(2, sketch.Take("B", 3));
    }

    [Fact]
    public void What_lies_behind_counts_as_far_as_it_is_still_in_view()
    {
        var sketch = new RateSketch(Minute, _time);
        for (var i = 0; i < 100; i++)
        {
            sketch.Take("A", 100);
        }

        _time.Advance(Minute * 1.25);
        Assert.Equal(24, sketch.Take("A", 100));
        _time.Advance(Minute * 2);
        Assert.Equal(99, sketch.Take("A", 100));
    }

    [Theory]
    [InlineData(0, 0), InlineData(0, 15), InlineData(59, 0), InlineData(30, 50), InlineData(0, 130)]
    public void A_key_that_has_come_too_often_may_come_again_when_it_is_told_and_no_sooner(int secondsIn, int secondsLater)
    {
        var sketch = new RateSketch(Minute, _time);
        _time.Advance(TimeSpan.FromSeconds(secondsIn));
        Fill(sketch);
        _time.Advance(TimeSpan.FromSeconds(secondsLater));
        Fill(sketch);

        var wait = sketch.Until("A", 100);
        Assert.InRange(wait, TimeSpan.FromMilliseconds(1), Minute * 2);
        _time.Advance(wait - TimeSpan.FromMilliseconds(1));
        Assert.Equal(-1, sketch.Take("A", 100));
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(TimeSpan.Zero, sketch.Until("A", 100));
        Assert.Equal(0, sketch.Take("A", 100));
    }

    [Fact]
    public void A_key_that_never_came_waits_for_nothing() => Assert.Equal(TimeSpan.Zero, new RateSketch(Minute, _time).Until("A", 1));

    [Fact]
    public void A_hundred_thousand_others_take_nothing_of_a_keys_share()
    {
        var sketch = new RateSketch(Minute, _time);
        for (var i = 0; i < 100_000; i++)
        {
            sketch.Take(i.ToString(CultureInfo.InvariantCulture), 600);
        }

        Assert.InRange(sketch.Take("A", 600), 590, 599);
    }

    [Fact]
    public void All_threads_together_are_not_let_through_much_more_often()
    {
        var sketch = new RateSketch(Minute, _time);
        var taken = 0;
        Parallel.For(0, 4000, _ => Interlocked.Add(ref taken, sketch.Take("A", 600) >= 0 ? 1 : 0));

        Assert.InRange(taken, 600, 620);
    }

    private static void Fill(RateSketch sketch)
    {
        while (sketch.Take("A", 100) >= 0)
        {
        }
    }
}
