using Reports.Detection.Evaluation;

namespace Reports.Detection.Tests.Evaluation;

public sealed class RatiosTests
{
    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.9, 4)]
    [InlineData(0, 1)]
    public void Percentile_OfFour_IsTheRankRoundedUp(double q, int expected) =>
        Assert.Equal(expected, Ratios.Percentile([4, 1, 3, 2], q));

    [Fact]
    public void Percentile_OfNone_IsNull() => Assert.Null(Ratios.Percentile<int>([], 0.5));
}
