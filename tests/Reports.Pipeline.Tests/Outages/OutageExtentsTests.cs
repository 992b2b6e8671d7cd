using Reports.Data.Tables;
using Reports.Detection.Detectors;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Outages;

namespace Reports.Pipeline.Tests.Outages;

/// <summary>An outage told while Italy alone is in alarm, with America no more than possible.</summary>
public sealed class OutageExtentsTests
{
    private const int Flagged = 1_000_000;
    private const int America = 1;
    private const int Europe = 3;
    private static readonly SiteRegions Regions = new();
    private static readonly int Italy = Regions.IndexOf("IT");
    private readonly ServiceWatch _watch = new(ServiceCatalog.LoadShipped().Find("zoom")!, Regions, new DetectorOptions());
    private readonly OutageExtents _extents = new(Regions, 0.6);

    private readonly OutageRow _outage = new()
    {
        State = OutageState.Outage,
        FlaggedAt = MinuteBucket.Start(Flagged).AddSeconds(3),
        Extent = OutageText.WriteExtent([]),
        WidestExtent = OutageText.WriteExtent([]),
        Problems = "[]",
        Regions = { new OutageRegion { Region = "IT", JoinedAt = MinuteBucket.Start(Flagged).AddSeconds(3) } },
    };

    [Theory]
    [InlineData(1, 0, true)] // raised by the minute before
    [InlineData(3, 0, true)]
    [InlineData(4, 0, false)] // faint for longer
    [InlineData(60, 0, false)]
    [InlineData(1, 2, true)]
    [InlineData(1, 3, false)] // by now it would be an alarm
    [InlineData(-1, 1, true)] // later than where it was told first
    public void What_leaps_with_an_outage_is_part_of_its_extent_for_three_minutes(int raisedBefore, int minutesLater, bool isPart)
    {
        Look(minutesLater, Possible(Flagged - raisedBefore));

        Assert.Equal(isPart ? Extent.Partial : Extent.None, OutageText.ReadExtent(_outage.Extent)[America - 1]);
        Assert.NotEqual(Extent.None, OutageText.ReadExtent(_outage.Extent)[Europe - 1]);
        Assert.Equal(Extent.None, OutageText.ReadExtent(_outage.WidestExtent)[America - 1]);
    }

    [Fact]
    public void A_blip_beside_it_leaves_nothing_behind()
    {
        Look(0, Possible(Flagged - 1));
        Look(1);

        Assert.Equal(Extent.None, OutageText.ReadExtent(_outage.Extent)[America - 1]);
        Assert.Equal(Extent.None, OutageText.ReadExtent(_outage.WidestExtent)[America - 1]);
    }

    [Fact]
    public void What_spills_from_another_service_or_is_high_by_one_part_alone_is_not_part_of_it()
    {
        _extents.Update(_outage, _watch, new AlarmSummary([Alarm(), Possible(Flagged - 1)]), new HashSet<int> { America }, MinuteBucket.Start(Flagged).AddSeconds(3));
        Assert.Equal(Extent.None, OutageText.ReadExtent(_outage.Extent)[America - 1]);

        Look(0, Possible(Flagged - 1) with { Source = Regions.IndexOf("US") });
        Assert.Equal(Extent.None, OutageText.ReadExtent(_outage.Extent)[America - 1]);
    }

    private static SeriesVerdict Alarm() => new(Italy, AlarmLevel.Alarm, 12, Flagged - 3, Flagged - 1, 1, 30, 30, Recovering: false, Italy);

    private static SeriesVerdict Possible(int raised) => new(America, AlarmLevel.Possible, 9.4, raised, raised, 1, 30, 0, Recovering: false, America);

    private void Look(int minutesLater, params SeriesVerdict[] verdicts) =>
        _extents.Update(_outage, _watch, new AlarmSummary([Alarm(), .. verdicts]), new HashSet<int>(), MinuteBucket.Start(Flagged + minutesLater).AddSeconds(3));
}
