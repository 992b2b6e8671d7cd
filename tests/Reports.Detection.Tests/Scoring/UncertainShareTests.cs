using Reports.Detection.Scoring;

namespace Reports.Detection.Tests.Scoring;

public sealed class UncertainShareTests
{
    private const double GridStep = 0.001;

    [Fact]
    public void Of_NothingKnown_IsZero()
    {
        Assert.Equal(default, UncertainShare.Of([]));
        Assert.Equal(default, UncertainShare.Of([new(0, 0, 1), new(double.NaN, 0, 1), new(double.PositiveInfinity, 0, 1), new(-1, 0, 1)]));
        Assert.Equal(default, UncertainShare.Of([new(5, 0.1, 0), new(5, 0.1, double.NaN)]));
    }

    [Fact]
    public void Of_PartsThatAreNoNumber_AreLeftOut()
    {
        var clean = UncertainShare.Of([new(3, 0, 1), new(7, 0.01, 0)]);

        Assert.Equal(clean, UncertainShare.Of([new(3, double.NaN, 1), new(double.NaN, 0.1, 1), new(7, 0.01, double.NaN)]));
    }

    [Fact]
    public void Of_CertainParts_IsTheirShareAndNoMore()
    {
        var (share, low, high) = UncertainShare.Of([new(30, 0, 1), new(10, 0, 1), new(60, 0, 0)]);

        Assert.Equal(0.4, share, 3);
        Assert.InRange(low, 0.4 - GridStep, share);
        Assert.InRange(high, share, 0.4 + GridStep);
        Assert.Equal(1, UncertainShare.Of([new(4, 0.2, 1)]).Share, 3);
    }

    [Fact]
    public void Of_OneLargePart_IsAllOrNothing()
    {
        // Right with .9: the 5 % quantile is the case that it is not.
        Assert.Equal((0.72, 0, 0.8), Rounded(UncertainShare.Of([new(80, 0, 0.9), new(20, 0, 0)])));

        // Right with .99: wrong in fewer than 5 %, so the share itself is kept within the interval.
        Assert.Equal((0.8, 0.8, 0.8), Rounded(UncertainShare.Of([new(80, 0, 0.99), new(20, 0, 0)])));
    }

    [Fact]
    public void Of_ThreeParts_HasTheQuantilesOfTheEightCases()
    {
        // .5, .3 and .2 with .5 each: 0, .2, .3, .5, .5, .7, .8, 1, an eighth each.
        Assert.Equal((0.5, 0, 1), Rounded(UncertainShare.Of([new(5, 0, 0.5), new(3, 0, 0.5), new(2, 0, 0.5)])));

        // With .3, .3 and .2: P(0) = .392, P(≤ .7) = .928, P(≤ .8) = .982.
        Assert.Equal((0.28, 0, 0.8), Rounded(UncertainShare.Of([new(5, 0, 0.3), new(3, 0, 0.3), new(2, 0, 0.2)])));
    }

    [Fact]
    public void Of_ManySmallParts_AgreesWithTheNormalLaw()
    {
        // Forty of 1/50 with .5: mean .4, variance 40·.25/2500 = .004; and each level known to 20 %, mean (1 − m)² + m² times half.
        var parts = Enumerable.Range(0, 50).Select(i => new SharePart(1, 0.04, i < 40 ? 0.5 : 0)).ToList();
        var levels = ((40 * 0.5 * (0.36 + 0.16)) + (10 * 0.16)) * 0.04 / 2500;
        var deviation = Math.Sqrt(0.004 + levels);

        var (share, low, high) = UncertainShare.Of(parts);

        Assert.Equal(0.4, share, 4);
        Assert.Equal(0.4 - (1.645 * deviation), low, 0.005);
        Assert.Equal(0.4 + (1.645 * deviation), high, 0.005);
    }

    [Fact]
    public void Of_CertainPartsOfUncertainLevel_IsBlurredByTheLevels()
    {
        // One of two equal parts, each known to 20 %: the standard deviation of the share is √(2·¼·.04·¼) = .0707.
        var (share, low, high) = UncertainShare.Of([new(1, 0.04, 1), new(1, 0.04, 0)]);

        Assert.Equal(0.5, share, 4);
        Assert.Equal(0.5 - (1.645 * 0.0707), low, 0.001);
        Assert.Equal(0.5 + (1.645 * 0.0707), high, 0.001);
    }

    [Fact]
    public void Of_AnyParts_StaysInOrderBetweenZeroAndOne()
    {
        var random = new Random(42);
        for (var run = 0; run < 200; run++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 60)).Select(_ => new SharePart(Math.Pow(10, (4 * random.NextDouble()) - 2), 2 * random.NextDouble(), random.NextDouble())).ToList();
            var (share, low, high) = UncertainShare.Of(parts);

            Assert.InRange(low, 0, share);
            Assert.InRange(high, share, 1);
        }
    }

    private static (double Share, double Low, double High) Rounded(ShareInterval interval) =>
        (Math.Round(interval.Share, 2), Math.Round(interval.Low, 2), Math.Round(interval.High, 2));
}
