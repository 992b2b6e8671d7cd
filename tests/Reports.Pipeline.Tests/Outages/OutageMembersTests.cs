using Reports.Data.Tables;
using Reports.Detection.Detectors;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Outages;

namespace Reports.Pipeline.Tests.Outages;

public sealed class OutageMembersTests
{
    private const int Flagged = 1000;
    private static readonly SiteRegions Regions = new();
    private readonly OutageMembers _members = new(Regions);

    [Theory]
    [InlineData(0, true), InlineData(3, true), InlineData(4, false), InlineData(60, false)]
    public void Of_regions_that_are_only_possible_those_are_part_that_began_with_the_outage(int minutesBefore, bool isPart)
    {
        var possible = Verdict("FR", AlarmLevel.Possible, Flagged - minutesBefore);
        var outage = Possible();
        _members.Update(outage, new AlarmSummary([possible]), At(Flagged - 1));
        Assert.Equal(["FR"], Names(outage));

        Tell(outage, [Verdict("IT", AlarmLevel.Alarm, Flagged - 1), possible]);

        Assert.Equal(isPart ? ["FR", "IT"] : ["IT"], Names(outage));
    }

    [Fact]
    public void Later_only_an_alarm_joins_and_what_fades_leaves()
    {
        var italy = Verdict("IT", AlarmLevel.Alarm, Flagged - 1);
        var outage = Possible();
        Tell(outage, [italy, Verdict("FR", AlarmLevel.Possible, Flagged)]);
        Assert.Equal(["FR", "IT"], Names(outage));

        _members.Update(outage, new AlarmSummary([italy]), At(Flagged + 1));
        Assert.Equal(["IT"], Names(outage));
        _members.Update(outage, new AlarmSummary([italy, Verdict("ES", AlarmLevel.Possible, Flagged)]), At(Flagged + 4));
        Assert.Equal(["IT"], Names(outage));
        _members.Update(outage, new AlarmSummary([italy, Verdict("ES", AlarmLevel.Alarm, Flagged + 4)]), At(Flagged + 5));
        Assert.Equal(["ES", "IT"], Names(outage));
    }

    private static OutageRow Possible() => new() { State = OutageState.Possible, Extent = "", WidestExtent = "", Problems = "[]" };

    private static DateTimeOffset At(int minute) => MinuteBucket.Start(minute);

    private static string[] Names(OutageRow outage) => [.. outage.Regions.Where(row => row.LeftAt is null).Select(row => row.Region).Order(StringComparer.Ordinal)];

    private static SeriesVerdict Verdict(string region, AlarmLevel level, int raised)
    {
        var index = Enumerable.Range(0, Regions.Tree.Count).First(each => Regions.IdOf(each) == region);
        return new SeriesVerdict(index, level, 12, raised, raised, 1, 30, 30, Recovering: false, index);
    }

    private void Tell(OutageRow outage, SeriesVerdict[] verdicts)
    {
        (outage.State, outage.FlaggedAt) = (OutageState.Outage, At(Flagged));
        var summary = new AlarmSummary(verdicts);
        _members.ForgetFaint(outage, summary, At(Flagged));
        _members.Update(outage, summary, At(Flagged));
    }
}
