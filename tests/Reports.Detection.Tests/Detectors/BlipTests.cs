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
    public void A_blip_of_one_or_two_minutes_never_alarms_at_any_level()
    {
        var blip = Gen.Select(Gen.Int[1, 2], Gen.Int[20, 5000], Gen.Int[0, 59], Gen.Double[0.01, 2], Gen.Bool, Gen.Int[0, 100_000]);
        blip.Sample(
            (minutes, size, at, rate, everywhere, seed) =>
            {
                var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
                var chance = new Chance(seed);
                chance.Teach(detector, 0, Learnt, (World.Italy, rate), (World.Mexico, rate));
                for (var i = 0; i < 120; i++)
                {
                    var extra = i >= at && i < at + minutes ? size : 0;
                    var italy = chance.Reports(rate) + extra;
                    var mexico = chance.Reports(rate) + (everywhere ? extra : 0);
                    detector.Advance(Start + i, [new RegionCount(World.Italy, italy, italy), new RegionCount(World.Mexico, mexico, mexico)]);
                    if (detector.AnyAlarm())
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: 300,
            seed: "0000000000000");
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
}
