using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests.Detectors;

public sealed class SurgeDetectionTests
{
    private const int Learnt = 3 * 168;
    private const int Start = Learnt * 60;

    [Theory]
    [InlineData(0.3, 4)]
    [InlineData(0.3, 6)]
    [InlineData(1, 12)]
    [InlineData(0.01, 4)]
    [InlineData(20, 200)]
    public void A_strong_surge_alarms_after_three_complete_minutes(double usual, int surge)
    {
        var detector = Taught(11, usual);
        for (var i = 0; i < 3; i++)
        {
            Assert.NotEqual(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
            detector.Advance(Start + i, [new RegionCount(World.Italy, surge, surge)]);
        }

        var verdict = detector.For(World.Italy);
        Assert.Equal(AlarmLevel.Alarm, verdict?.Level);
        Assert.Equal(Start + 2, verdict?.RaisedMinute);
        Assert.Equal(Start, verdict?.OnsetMinute);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void A_stray_report_hours_before_is_not_the_onset(int seed)
    {
        var chance = new Chance(seed);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        chance.Teach(detector, 0, Learnt, (World.Italy, 20), (World.Spain, 0.002), (World.Brazil, 0.002), (World.Mexico, 0.002));
        detector.Advance(Start, [new(World.Italy, 20, 20), new(World.Spain, 1, 1), new(World.Brazil, 1, 1), new(World.Mexico, 1, 1)]);
        for (var i = 1; i < 90; i++)
        {
            detector.Advance(Start + i, chance.Minute((World.Italy, 20)));
        }

        for (var i = 90; i < 97; i++)
        {
            detector.Advance(Start + i, chance.Minute((World.Italy, 20), (World.Spain, 1), (World.Brazil, 1), (World.Mexico, 1)));
        }

        foreach (var region in new[] { World.Planet, World.America, World.Mexico, World.Spain })
        {
            Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(region));
            Assert.InRange(detector.For(region)!.Value.OnsetMinute, Start + 87, Start + 95);
        }
    }

    [Fact]
    public void The_onset_of_a_young_alarm_settles_on_what_the_large_regions_say()
    {
        var chance = new Chance(24);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        chance.Teach(detector, 0, Learnt, (World.Italy, 0.05), (World.Spain, 0.05), (World.Brazil, 0.05), (World.Mexico, 1));
        detector.Advance(Start, [new(World.Italy, 2, 2)]);
        detector.Advance(Start + 1, [new(World.Italy, 2, 2)]);
        detector.Advance(Start + 2, []);
        detector.Advance(Start + 3, []);
        for (var i = 4; i < 6; i++)
        {
            detector.Advance(Start + i, [new(World.Italy, 6, 6), new(World.Mexico, 50, 50)]);
        }

        Assert.Equal(Start, detector.For(World.Planet)?.OnsetMinute);
        for (var i = 6; i < 10; i++)
        {
            detector.Advance(Start + i, [new(World.Italy, 8, 8), new(World.Mexico, 55, 55)]);
        }

        Assert.Equal(Start + 4, detector.For(World.Planet)?.OnsetMinute);
        Assert.Equal(Start + 4, detector.For(World.Mexico)?.OnsetMinute);
    }

    [Fact]
    public void A_crowd_behind_few_addresses_alarms_on_its_fresh_share()
    {
        var detector = Taught(12, 0.3);
        for (var i = 0; i < 3; i++)
        {
            detector.Advance(Start + i, [new RegionCount(World.Italy, 6, 20)]);
        }

        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
    }

    [Fact]
    public void Bots_from_few_networks_never_alarm()
    {
        var detector = Taught(13, 0.3);
        var chance = new Chance(14);
        for (var i = 0; i < 300; i++)
        {
            // Forty networks in the first minutes, then the same ones again and again: none of them is fresh any more.
            var bots = i < 2 ? 20 : 0;
            var people = chance.Reports(0.3);
            detector.Advance(Start + i, [new RegionCount(World.Italy, people + bots, people + 100)]);
            Assert.False(detector.AnyAlarm());
        }
    }

    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(5, 12)]
    public void A_slow_burn_alarms_within_the_hour(double usual, double burning)
    {
        var detector = Taught(15, usual);
        var chance = new Chance(16);
        var raised = Enumerable.Range(0, 60).Any(i =>
        {
            detector.Advance(Start + i, chance.Minute((World.Italy, burning)));
            return detector.LevelOf(World.Italy) == AlarmLevel.Alarm;
        });
        Assert.True(raised);
    }

    [Fact]
    public void An_ordinary_month_raises_almost_nothing()
    {
        var chance = new Chance(17);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        chance.Teach(detector, 0, Learnt, (World.Italy, 0.8), (World.Brazil, 0.05), (World.Mexico, 4));
        var episodes = 0;
        var open = false;
        for (var i = 0; i < 28 * 1440; i++)
        {
            detector.Advance(Start + i, chance.Minute((World.Italy, 0.8), (World.Brazil, 0.05), (World.Mexico, 4)));
            episodes += detector.AnyAlarm() && !open ? 1 : 0;
            open = detector.AnyAlarm();
        }

        Assert.InRange(episodes, 0, 2);
    }

    [Fact]
    public void An_alarm_recovers_and_closes_and_does_not_flap()
    {
        var detector = Taught(18, 0.3);
        var chance = new Chance(19);
        var course = new List<string>();
        for (var i = 0; i < 240; i++)
        {
            var rate = i < 60 ? 10 : Math.Max(0.3, 10 * Math.Pow(0.5, (i - 60) / 10.0));
            detector.Advance(Start + i, chance.Minute((World.Italy, rate)));
            var verdict = detector.For(World.Italy);
            var state = verdict is not { Level: AlarmLevel.Alarm } ? "quiet" : verdict.Value.Recovering ? "recovering" : "alarm";
            if (course.Count == 0 || course[^1] != state)
            {
                course.Add(state);
            }
        }

        Assert.Equal(["quiet", "alarm", "recovering", "quiet"], course);
    }

    [Fact]
    public void Missing_minutes_neither_close_an_alarm_nor_raise_one()
    {
        var detector = Taught(20, 0.3);
        for (var i = 0; i < 5; i++)
        {
            detector.Advance(Start + i, [new RegionCount(World.Italy, 10, 10)]);
        }

        for (var i = 5; i < 185; i++)
        {
            detector.AdvanceMissing(Start + i);
            Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
        }

        var quiet = Taught(20, 0.3);
        for (var i = 0; i < 185; i++)
        {
            quiet.AdvanceMissing(Start + i);
        }

        quiet.Advance(Start + 185, [new RegionCount(World.Italy, 1, 1)]);
        Assert.Equal(0, quiet.Verdicts.Length);
    }

    [Fact]
    public void A_country_in_trouble_alarms_its_macro_region_and_the_world_and_says_where()
    {
        var detector = Taught(21, 0.3);
        for (var i = 0; i < 5; i++)
        {
            detector.Advance(Start + i, [new RegionCount(World.Italy, 20, 20)]);
        }

        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Europe));
        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Planet));
        Assert.Equal(AlarmLevel.None, detector.LevelOf(World.America));
        Assert.Equal(AlarmLevel.None, detector.LevelOf(World.Spain));
    }

    [Fact]
    public void A_neighbour_in_trouble_makes_faint_evidence_enough()
    {
        int Raised(bool neighbour)
        {
            var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
            new Chance(22).Teach(detector, 0, Learnt, (World.Italy, 0.3), (World.Spain, 0.1));
            for (var i = 0; i < 60; i++)
            {
                var spain = i % 3 == 0 ? 2 : 0;
                detector.Advance(Start + i, [new(World.Spain, spain, spain), new(World.Italy, neighbour ? 12 : 0, neighbour ? 12 : 0)]);
                if (detector.LevelOf(World.Spain) == AlarmLevel.Alarm)
                {
                    return i;
                }
            }

            return int.MaxValue;
        }

        Assert.True(Raised(neighbour: true) < Raised(neighbour: false));
    }

    private static ServiceDetector Taught(int seed, double rate)
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        new Chance(seed).Teach(detector, 0, Learnt, (World.Italy, rate));
        return detector;
    }
}
