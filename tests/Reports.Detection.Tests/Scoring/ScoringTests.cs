using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Reports.Detection.Scoring;

namespace Reports.Detection.Tests.Scoring;

public sealed class ScoringTests
{
    /// <summary>Smallest k with CDF ≥ p: Poisson and negative binomial from scipy 1.x's definitions, recomputed with MathNet's CDF.</summary>
    [Theory]
    [InlineData(0.01, 0.01)]
    [InlineData(0.7, 0.7)]
    [InlineData(3, 4.5)]
    [InlineData(20, 90)]
    [InlineData(45, 60)]
    public void Quantile_SmallMeans_IsExact(double mean, double variance)
    {
        var k = (int)PredictiveInterval.Quantile(mean, variance, 0.975, 1.959963984540054);
        Assert.True(Cdf(k) >= 0.975);
        Assert.True(k == 0 || Cdf(k - 1) < 0.975);

        double Cdf(int x) => variance > mean
            ? new NegativeBinomial(mean * mean / (variance - mean), mean / variance).CumulativeDistribution(x)
            : new Poisson(mean).CumulativeDistribution(x);
    }

    [Theory]
    [InlineData(80, 120)]
    [InlineData(1000, 12_000)]
    public void Quantile_LargeMeans_IsWithinOnePercentOfTheTail(double mean, double variance)
    {
        var k = (int)PredictiveInterval.Quantile(mean, variance, 0.975, 1.959963984540054);
        var law = new NegativeBinomial(mean * mean / (variance - mean), mean / variance);
        Assert.Equal(0.975, law.CumulativeDistribution(k), 0.01);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    public void Quantile_NothingExpected_IsZero(double mean, double variance) =>
        Assert.Equal(0, PredictiveInterval.Quantile(mean, variance, 0.975, 1.96));

    [Theory]
    [InlineData(0.02, 1.7, 10, 4)]
    [InlineData(0.5, 1.3, 2.5, 1)]
    [InlineData(8, 1.1, 5, 30)]
    [InlineData(8, 2, 5, 200)]
    [InlineData(0.3, 1, 10, 3)]
    public void GainAndCost_Together_AreTheLogLikelihoodRatio(double mean, double dispersion, double ratio, int reports)
    {
        var law = new ClumpedCounts(mean, dispersion);
        Assert.Equal(
            LogProbability(ratio * mean) - LogProbability(mean),
            law.Gain(reports, ratio) - law.Cost(ratio),
            1e-9 * (1 + reports));

        double LogProbability(double m)
        {
            if (dispersion <= 1)
            {
                return (reports * Math.Log(m)) - m - SpecialFunctions.FactorialLn(reports);
            }

            var size = m / (dispersion - 1);
            return SpecialFunctions.GammaLn(size + reports) - SpecialFunctions.GammaLn(size) - SpecialFunctions.FactorialLn(reports)
                + (size * Math.Log(1 / dispersion)) + (reports * Math.Log(1 - (1 / dispersion)));
        }
    }

    [Fact]
    public void Gain_OneClump_WeighsLittleMoreThanOnePerson()
    {
        var clumped = new ClumpedCounts(0.01, 1.7);
        Assert.True(clumped.Gain(4, 10) < 1.3 * clumped.Gain(1, 10));
        Assert.Equal(4 * Math.Log(10), new ClumpedCounts(0.01, 1).Gain(4, 10), 1e-12);
    }
}
