using MathNet.Numerics.Distributions;
using Reports.Detection.Scoring;

namespace Reports.Detection.Tests.Scoring;

public sealed class AnsweredShareTests
{
    // From the density of Beta(x + ½, n − x + ½), integrated by the trapezoidal rule over x = sin² t with 200,000 steps, by another program.
    [Theory]
    [InlineData(8, 2, 0.8, 0.547504, 0.939786), InlineData(500, 500, 0.5, 0.474017, 0.525983), InlineData(0, 12, 0, 0, 0.145057), InlineData(12, 0, 1, 0.854943, 1)]
    public void The_interval_holds_nine_tenths_of_the_posterior(int failing, int works, double share, double low, double high)
    {
        var found = AnsweredShare.Of(failing, works);

        Assert.Equal(share, found.Share, 4);
        Assert.Equal(low, found.Low, 5);
        Assert.Equal(high, found.High, 5);
    }

    [Fact]
    public void Nine_of_ten_intervals_hold_the_truth()
    {
        var random = new Random(7);
        foreach (var truth in new[] { 0.1, 0.5, 0.85 })
        {
            var held = Enumerable.Range(0, 4000).Count(_ =>
            {
                var yes = Binomial.Sample(random, truth, 40);
                var found = AnsweredShare.Of(yes, 40 - yes);
                return found.Low <= truth && truth <= found.High;
            });
            Assert.InRange(held / 4000.0, 0.86, 0.95);
        }
    }

    [Fact]
    public void Nobody_says_nothing_and_eleven_million_are_no_trouble()
    {
        Assert.Equal((0, 0, 1), (AnsweredShare.Of(0, 0).Share, AnsweredShare.Of(0, 0).Low, AnsweredShare.Of(0, 0).High));
        var many = AnsweredShare.Of(11_000_000, 1_000_000);
        Assert.InRange(many.High - many.Low, 0.0001, 0.0005);
        Assert.Throws<ArgumentOutOfRangeException>(() => AnsweredShare.Of(-1, 3));
    }
}
