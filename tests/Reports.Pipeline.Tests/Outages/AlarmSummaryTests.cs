using Reports.Detection.Detectors;
using Reports.Domain.Outages;
using Reports.Pipeline.Outages;

namespace Reports.Pipeline.Tests.Outages;

public sealed class AlarmSummaryTests
{
    [Theory]
    [InlineData(0.2, 0.035, 7, false, OutageEvidence.None)] // a stray report long after the end
    [InlineData(0.4, 0.05, 0.5, false, OutageEvidence.Strong)] // a slow burn in a quiet country
    [InlineData(5, 0.035, 7, false, OutageEvidence.Strong)]
    [InlineData(2, 0.035, 7, true, OutageEvidence.Falling)]
    [InlineData(40, 20, 400, true, OutageEvidence.None)] // back to usual in a large one
    public void An_alarm_counts_as_long_as_its_rate_does(double rate, double expected, double peak, bool recovering, OutageEvidence evidence) =>
        Assert.Equal(evidence, new AlarmSummary([Alarm(9, rate, expected, peak, recovering)]).Evidence);

    [Fact]
    public void What_is_spent_does_not_hide_what_is_not()
    {
        Assert.Equal(OutageEvidence.Strong, new AlarmSummary([Alarm(9, 0.2, 0.035, 7, false), Alarm(10, 3, 0.1, 4, false)]).Evidence);
        Assert.Equal(OutageEvidence.None, new AlarmSummary([]).Evidence);
    }

    [Fact]
    public void A_world_that_hardly_noticed_does_not_end_a_countrys_outage()
    {
        var italy = Alarm(20, 1.9, 0.1, 8, recovering: true);
        var world = new SeriesVerdict(0, AlarmLevel.Possible, 9.6, 100, 103, 40, 42, 0, Recovering: false, 20);
        Assert.Equal(OutageEvidence.Falling, new AlarmSummary([world, italy]).Evidence);
        Assert.Equal(OutageEvidence.Falling, new AlarmSummary([italy]).Evidence);
    }

    [Fact]
    public void Once_the_world_is_back_to_usual_stragglers_of_a_country_hold_nothing_open()
    {
        var oman = Alarm(20, 1.9, 0.1, 8, recovering: false);
        Assert.Equal(OutageEvidence.None, new AlarmSummary([Alarm(0, 42, 40, 400, recovering: true), oman]).Evidence);
        Assert.Equal(OutageEvidence.Strong, new AlarmSummary([Alarm(0, 80, 40, 400, recovering: true), oman]).Evidence);
    }

    private static SeriesVerdict Alarm(int region, double rate, double expected, double peak, bool recovering) =>
        new(region, AlarmLevel.Alarm, 20, 100, 103, expected, rate, peak, recovering, region);
}
