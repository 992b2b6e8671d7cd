using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests.Detectors;

/// <summary>Nothing is known when a watch begins without a past: what is there may be usual, what grows out of it is not.</summary>
public sealed class NewWatchTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(100)]
    public void A_huge_outage_after_an_ordinary_beginning_is_told(int at)
    {
        var chance = new Chance(5);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var minute = 0; minute < at + 10; minute++)
        {
            detector.Advance(minute, chance.Minute((World.Italy, minute < at ? 1 : 500), (World.Spain, minute < at ? 0.5 : 250)));
        }

        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Europe));
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(2)]
    public void A_busy_service_is_not_called_down_whatever_the_minute_its_watch_begins(double rate)
    {
        var alarmed = 0;
        for (var run = 0; run < 24; run++)
        {
            var chance = new Chance(run);
            var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
            var isAlarmed = false;
            for (var i = 0; i < 720; i++)
            {
                detector.Advance((5 * (run % 12)) + i, chance.Minute((World.Italy, rate), (World.Spain, rate / 2)));
                isAlarmed |= detector.AnyAlarm();
            }

            alarmed += isAlarmed ? 1 : 0;
        }

        Assert.InRange(alarmed, 0, 4);
    }

    [Fact]
    public void A_restart_in_the_second_hour_excuses_nothing()
    {
        var running = new ServiceDetector(World.Tree(), new DetectorOptions());
        var rebuilt = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var minute = 0; minute < 60; minute++)
        {
            running.Advance(minute, []);
        }

        rebuilt.LearnHour(0, 60, []);
        for (var minute = 60; minute < 100; minute++)
        {
            running.Advance(minute, [new RegionCount(World.Italy, 3, 3)]);
            rebuilt.Advance(minute, [new RegionCount(World.Italy, 3, 3)]);
        }

        Assert.Equal(AlarmLevel.Alarm, running.LevelOf(World.Italy));
        Assert.Equal(AlarmLevel.Alarm, rebuilt.LevelOf(World.Italy));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_restart_a_few_hours_after_the_watch_began_calls_nothing_down(int hours)
    {
        var alarmed = 0;
        for (var seed = 1; seed <= 10; seed++)
        {
            var chance = new Chance(seed);
            var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
            chance.Teach(detector, 0, hours, (World.Italy, 2), (World.Spain, 1));
            for (var minute = hours * 60; minute < (hours + 3) * 60; minute++)
            {
                detector.Advance(minute, chance.Minute((World.Italy, 2), (World.Spain, 1)));
            }

            alarmed += detector.AnyAlarm() ? 1 : 0;
        }

        Assert.InRange(alarmed, 0, 1);
    }
}
