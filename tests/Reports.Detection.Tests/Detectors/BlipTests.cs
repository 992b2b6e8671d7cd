using CsCheck;
using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests.Detectors;

/// <summary>One or two minutes, however large and wherever, are not an outage.</summary>
public sealed class BlipTests
{
    private const int Learnt = 2 * 168;
    private const int Start = Learnt * 60;

    [Fact]
    public void A_blip_of_any_size_on_a_steady_trickle_never_alarms_at_any_level() =>
        Gen.Select(Gen.Int[1, 2], Gen.Int[1, 100_000], Gen.Int[0, 59], Gen.Int[1, 30], Gen.Bool).Sample(
            (minutes, size, at, everyMinutes, everywhere) =>
            {
                var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
                new Chance(1).Teach(detector, 0, Learnt, (World.Italy, 1.0 / everyMinutes), (World.Mexico, 1.0 / everyMinutes));
                return !Alarms(detector, i => i % everyMinutes == 0 ? 1 : 0, at, minutes, size, everywhere);
            },
            iter: 200);

    /// <summary>By chance an ordinary minute next to a blip may look like more of it; over many seeds it never does here.</summary>
    [Fact]
    public void A_blip_among_chance_reports_never_alarms_at_any_level()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var chance = new Chance(seed);
            var rate = 0.01 * Math.Pow(200, chance.Random.NextDouble());
            var size = chance.Random.Next(20, 2000);
            var (at, minutes, everywhere) = (chance.Random.Next(60), chance.Random.Next(1, 3), chance.Random.Next(2) == 0);
            var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
            chance.Teach(detector, 0, Learnt, (World.Italy, rate), (World.Mexico, rate));
            Assert.False(Alarms(detector, _ => chance.Reports(rate), at, minutes, size, everywhere), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_blip_on_a_site_without_history_does_not_alarm(int minutes)
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var i = 0; i < 180; i++)
        {
            var reports = i < minutes ? 300 : i % 20 == 19 ? 1 : 0;
            detector.Advance(Start + i, [new RegionCount(World.Italy, reports, reports)]);
            Assert.False(detector.AnyAlarm());
        }
    }

    [Fact]
    public void A_surge_soon_after_a_blip_still_alarms()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        new Chance(5).Teach(detector, 0, Learnt, (World.Italy, 0.3));
        detector.Advance(Start, [new RegionCount(World.Italy, 400, 400)]);
        for (var i = 1; i < 10; i++)
        {
            detector.Advance(Start + i, []);
        }

        for (var i = 10; i < 13; i++)
        {
            detector.Advance(Start + i, [new RegionCount(World.Italy, 8, 8)]);
        }

        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
    }

    private static bool Alarms(ServiceDetector detector, Func<int, int> usual, int at, int minutes, int size, bool everywhere)
    {
        for (var i = 0; i < 120; i++)
        {
            var extra = i >= at && i < at + minutes ? size : 0;
            var italy = usual(i) + extra;
            var mexico = usual(i) + (everywhere ? extra : 0);
            detector.Advance(Start + i, [new RegionCount(World.Italy, italy, italy), new RegionCount(World.Mexico, mexico, mexico)]);
            if (detector.AnyAlarm())
            {
                return true;
            }
        }

        return false;
    }
}
