using Reports.Detection.Attribution;
using Reports.Detection.Detectors;

namespace Reports.Detection.Tests.Attribution;

public sealed class SpillModelTests
{
    private const double Prior = 0.95;

    [Theory]
    [InlineData(113_980, 8_619)] // T-Mobile US, 15 June 2020: Verizon
    [InlineData(113_980, 3_861)] // AT&T
    [InlineData(9_686, 411)] // Vodafone UK, 9 June 2020: EE
    [InlineData(9_686, 519)] // O2
    [InlineData(9_686, 322)] // Three
    [InlineData(73_500, 4_000)] // AT&T, 22 February 2024: Verizon
    [InlineData(73_500, 1_800)] // T-Mobile
    [InlineData(73_500, 700)] // Boost
    public void The_documented_spills_are_put_down_to_their_origin(int origin, int reported) =>
        Assert.InRange(Of(origin / 15.0, reported / 15.0), 0.75, 1);

    [Theory]
    [InlineData(73_500, 13_000)] // Cricket runs on AT&T's network and failed with it
    [InlineData(10_000, 5_000)]
    [InlineData(10_000, 40_000)]
    public void More_than_a_spill_explains_is_an_outage_of_its_own(int origin, int reported) =>
        Assert.InRange(Of(origin / 15.0, reported / 15.0), 0, 0.1);

    [Fact]
    public void The_probability_falls_as_the_share_grows_past_the_usual()
    {
        var falling = Enumerable.Range(5, 40).Select(percent => Of(1000, 10.0 * percent)).ToList();

        Assert.Equal(falling.OrderDescending(), falling);
    }

    [Fact]
    public void Without_an_alarm_elsewhere_nothing_is_explained() =>
        Assert.Equal(0, SpillModel.Probability(10, 0.1, default, Prior));

    [Fact]
    public void Few_reports_leave_the_prior_nearly_as_it_was() =>
        Assert.InRange(SpillModel.Probability(1, 0.2, new SurgeTrace(10, 0), Prior), 0.85, 0.99);

    [Theory]
    [InlineData(41, 1, 10)] // the mean of the documented shares
    [InlineData(100, 0.5, 2)] // where a spill and any size explain it alike
    [InlineData(2, 0, 0.05)] // less than a thousandth or more than twentyfold count as that
    [InlineData(0, 0, 0.01)]
    [InlineData(300, 0, 1e-6)]
    [InlineData(1000, 0, 1e-6)]
    [InlineData(50_000, 0, 1e-6)]
    public void Only_the_size_of_a_spill_speaks_for_one(double reports, double least, double most) =>
        Assert.InRange(SpillModel.ShareRatio(reports, 0, 1000), least, most);

    [Theory]
    [InlineData(AlarmLevel.Alarm, 1, 1, 0.9, 1)]
    [InlineData(AlarmLevel.None, 5, 10, 0.95, 1)]
    [InlineData(AlarmLevel.None, 1, 10, 0, 0.05)]
    [InlineData(AlarmLevel.Alarm, 3, 12, 0.9, 1)]
    [InlineData(AlarmLevel.None, 2, 2, 0, 0.9)]
    public void A_provider_is_named_when_its_customers_fail_together(AlarmLevel own, int alarmed, int customers, double least, double most) =>
        Assert.InRange(CommonCause.Probability(own, alarmed, customers), least, most);

    private static double Of(double originPerMinute, double reportsPerMinute) =>
        SpillModel.Probability(reportsPerMinute, 0.05, new SurgeTrace(originPerMinute, 0), Prior);
}
