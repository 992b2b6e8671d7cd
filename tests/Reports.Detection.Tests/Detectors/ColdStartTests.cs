using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests.Detectors;

public sealed class ColdStartTests
{
    private const int Start = 29_000_017;

    [Theory]
    [InlineData(6)]
    [InlineData(30)]
    [InlineData(400)]
    public void A_surge_on_a_site_without_history_alarms_after_three_minutes(int surge)
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var i = 0; i < 30; i++)
        {
            detector.Advance(Start + i, []);
        }

        for (var i = 30; i < 33; i++)
        {
            detector.Advance(Start + i, [new RegionCount(World.Italy, surge, surge)]);
        }

        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Planet));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(7, 1)]
    [InlineData(30, 1)]
    [InlineData(1, 4)]
    [InlineData(5, 3)]
    [InlineData(1, 12)]
    public void The_first_dozen_reports_of_a_site_do_not_alarm(int everyMinutes, int together)
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        var left = 12;
        for (var i = 0; i < 720; i++)
        {
            var reports = i % everyMinutes == 0 ? Math.Min(left, together) : 0;
            left -= reports;
            detector.Advance(Start + i, reports == 0 ? [] : [new RegionCount(World.Italy, reports, reports)]);
            Assert.False(detector.AnyAlarm());
        }
    }

    [Fact]
    public void The_first_dozen_reports_spread_over_countries_do_not_alarm()
    {
        int[] places = [World.Italy, World.Spain, World.Brazil, World.Mexico, World.Planet];
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var i = 0; i < 120; i++)
        {
            detector.Advance(Start + i, i < 12 ? [new RegionCount(places[i % places.Length], 1, 1)] : []);
            Assert.False(detector.AnyAlarm());
        }
    }

    [Fact]
    public void A_quiet_first_week_raises_nothing()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        var chance = new Chance(3);
        for (var i = 0; i < 7 * 1440; i++)
        {
            detector.Advance(Start + i, chance.Minute((World.Italy, 0.1), (World.Brazil, 0.03)));
            Assert.False(detector.AnyAlarm());
        }
    }

    [Fact]
    public void Reports_without_a_place_alarm_the_world_only()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var i = 0; i < 14; i++)
        {
            detector.Advance(Start + i, i < 10 ? [] : [new RegionCount(World.Planet, 20, 20)]);
        }

        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Planet));
        Assert.Equal(1, detector.Verdicts.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_a_busy_service_has_when_the_watch_begins_is_no_outage(int seed)
    {
        var chance = new Chance(seed);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        var alarmed = 0;
        for (var minute = 0; minute < 4 * 1440; minute++)
        {
            detector.Advance(minute, chance.Minute((World.Italy, 2), (World.Spain, 1)));
            alarmed += detector.AnyAlarm() ? 1 : 0;
        }

        Assert.InRange(alarmed, 0, 60);
    }

    [Fact]
    public void A_surge_that_comes_ten_minutes_after_the_watch_began_is_one()
    {
        var chance = new Chance(5);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var minute = 0; minute < 16; minute++)
        {
            detector.Advance(minute, chance.Minute((World.Italy, minute < 10 ? 0.1 : 20), (World.Spain, minute < 10 ? 0.1 : 10)));
        }

        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Spain));
    }

    [Fact]
    public void Once_the_usual_rate_of_a_busy_service_is_known_its_outages_are_seen()
    {
        var chance = new Chance(6);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var minute = 0; minute < (6 * 60) + 10; minute++)
        {
            detector.Advance(minute, chance.Minute((World.Italy, minute < 6 * 60 ? 2 : 60)));
        }

        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
    }

    [Fact]
    public void An_outage_of_a_day_does_not_become_usual_where_weeks_are_known()
    {
        var chance = new Chance(9);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        chance.Teach(detector, 0, 3 * 168, (World.Italy, 0.5));
        for (var minute = 0; minute < 1440; minute++)
        {
            detector.Advance((3 * 168 * 60) + minute, chance.Minute((World.Italy, 6)));
        }

        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
        Assert.InRange(detector.For(World.Italy)!.Value.ExpectedPerMinute, 0.2, 1);
    }
}
