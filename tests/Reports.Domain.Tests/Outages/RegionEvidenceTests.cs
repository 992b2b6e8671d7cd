using Reports.Domain.Outages;

namespace Reports.Domain.Tests.Outages;

public sealed class RegionEvidenceTests
{
    [Theory]
    [InlineData(0, null), InlineData(2, null), InlineData(double.NaN, null)] // e² ÷ 4 = 1.8
    [InlineData(2.1, 2L), InlineData(6.4, 150L), InlineData(11.4, 22_000L)] // e^6.4 ÷ 4 = 150.5; e^11.4 ÷ 4 = 22,330
    [InlineData(15.2, 990_000L), InlineData(15.3, 1_000_000L), InlineData(2_000, 1_000_000L), InlineData(double.PositiveInfinity, 1_000_000L)]
    public void RarerThanOneIn_IsTheBoundOfTheBestOfFourTests_RoundedDown(double nats, long? times) =>
        Assert.Equal(times, Of(nats, 1, 1).RarerThanOneIn);

    [Fact]
    public void TimesUsual_WhereAlmostNoneAreUsual_IsNotTold()
    {
        Assert.Equal(12.5, Of(20, 2.5, 0.2).TimesUsual);
        Assert.Equal(25, Of(20, 2.5, 0.1).TimesUsual);
        Assert.Null(Of(20, 2.5, 0.099).TimesUsual);
        Assert.Null(Of(20, 2.5, 0).TimesUsual);
        Assert.Null(Of(20, 2.5, double.NaN).TimesUsual);
        Assert.Null(Of(20, double.NaN, 1).TimesUsual);
    }

    [Fact]
    public void Highest_KeepsTheMostOfEach_AndTheRatesOfTheHigherPeak()
    {
        var early = new RegionEvidence(14, 0.9, 6, 0.4);
        var late = new RegionEvidence(30, 0.8, 2, 0.5);

        Assert.Equal(new RegionEvidence(30, 0.9, 6, 0.4), RegionEvidence.Highest(early, late));
        Assert.Equal(new RegionEvidence(30, 0.9, 6, 0.4), RegionEvidence.Highest(late, early));
    }

    [Fact]
    public void Highest_OfWhatIsNoNumber_IsWhatWasKnown()
    {
        var known = Of(14, 6, 0.4);

        Assert.Equal(known, RegionEvidence.Highest(known, null));
        Assert.Equal(known, RegionEvidence.Highest(null, known));
        Assert.Equal(known, RegionEvidence.Highest(known, Of(double.NaN, 9, 9)));
        Assert.Equal(known, RegionEvidence.Highest(Of(9, double.PositiveInfinity, 9), known));
        Assert.Null(RegionEvidence.Highest(null, Of(9, 9, double.NaN)));
        Assert.Null(RegionEvidence.Highest(null, null));
    }

    private static RegionEvidence Of(double nats, double observed, double expected) => new(nats, 0.5, observed, expected);
}
