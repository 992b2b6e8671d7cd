using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests.Baselines;

/// <summary>Series with a report now and then are not visited every hour; what is known of them must not depend on it.</summary>
public sealed class QuietSeriesTests
{
    private const int Countries = 60;
    private const int Week = 168;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void A_quiet_series_is_expected_at_its_rate(double perHour)
    {
        var detector = Taught(perHour, new DetectorOptions());
        Assert.Equal(perHour * Week, Mean(detector, World.Spain), (0.35 * perHour * Week) + 1);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    public void Taken_together_or_one_by_one_the_rates_are_much_the_same(double perHour)
    {
        var together = Taught(perHour, new DetectorOptions());
        var alone = Taught(perHour, new DetectorOptions { Baseline = new() { OwnWeekEvents = 0 } });
        foreach (var region in new[] { World.Italy, World.Spain, World.Europe, World.Planet })
        {
            Assert.Equal(Mean(alone, region), Mean(together, region), (0.1 * Mean(alone, region)) + 0.3);
        }
    }

    [Fact]
    public void A_crowd_of_quiet_countries_is_part_of_what_is_usual_around_them()
    {
        var detector = Taught(0.1, new DetectorOptions());
        var start = 4 * Week * 60;
        var alarmed = false;
        var chance = new Chance(4);
        for (var i = 0; i < 7 * 1440; i++)
        {
            detector.Advance(start + i, chance.Minute((World.Italy, 1), (World.Spain, 0.1 / 60), (World.Brazil, 0.1 / 60), (World.Mexico, 0.1 / 60)));
            alarmed |= detector.AnyAlarm();
        }

        Assert.False(alarmed);
    }

    [Fact]
    public void A_quiet_series_that_becomes_busy_is_followed()
    {
        var detector = Taught(0.05, new DetectorOptions());
        var chance = new Chance(5);
        for (var hour = 4 * Week; hour < 10 * Week; hour++)
        {
            detector.LearnHour(hour, 60, [chance.Sum(World.Italy, 1), chance.Sum(World.Spain, 0.5)]);
        }

        Assert.Equal(30 * Week, detector.Expected(World.Spain, 10 * Week * 60, 11 * Week * 60).Mean, 4.5 * Week);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public void A_first_night_does_not_make_a_quiet_day(double ownWeekEvents)
    {
        // A report an hour in each, by the built-in day.
        var chance = new Chance(1);
        var detector = new ServiceDetector(ManyCountries(), new DetectorOptions { Baseline = new() { OwnWeekEvents = ownWeekEvents } });
        for (var hour = 240; hour < 249; hour++)
        {
            var sums = Enumerable.Range(2, Countries).Select(region => chance.Sum(region, (1 + (0.55 * Math.Cos(2 * Math.PI * ((hour % 24) - 16) / 24))) / 60));
            detector.LearnHour(hour, 60, [.. sums.Where(sum => sum.Count > 0)]);
        }

        Assert.InRange(detector.Expected(1, 256 * 60, 257 * 60).Mean, 0.6 * 93, 1.5 * 93);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    public void The_silence_of_countries_while_their_region_was_in_alarm_teaches_nothing_in_a_rebuild(double perHour)
    {
        double AtNoon(bool isNamed)
        {
            var detector = new ServiceDetector(ManyCountries(), new DetectorOptions());
            var chance = new Chance(4);
            for (var hour = 0; hour < 4 * Week; hour++)
            {
                // Every third day from ten to two nobody reports, for all of Europe is in an outage.
                var isOutage = hour % 72 is >= 10 and < 14;
                var sums = isOutage ? [] : Enumerable.Range(2, Countries).Select(region => chance.Sum(region, perHour / 60)).Where(sum => sum.Count > 0);
                detector.LearnHour(hour, 60, isOutage && isNamed ? [new RegionHour(1, 0, 0, 0, Frozen: true)] : [.. sums]);
            }

            return detector.Expected(1, (4 * Week * 60) + (11 * 60), (4 * Week * 60) + (13 * 60)).Mean;
        }

        Assert.InRange(AtNoon(isNamed: true) / (2 * Countries * perHour), 0.8, 1.2);
        Assert.InRange(AtNoon(isNamed: false) / (2 * Countries * perHour), 0, 0.75);
    }

    [Fact]
    public void Outages_weeks_apart_are_no_habit() => Assert.Equal(PerWeek(outages: false), PerWeek(outages: true), 0.05);

    [Fact]
    public void The_order_of_reports_within_an_hour_does_not_matter()
    {
        static double Learn(bool isReversed)
        {
            var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
            var chance = new Chance(8);
            for (var hour = 0; hour < 500; hour++)
            {
                RegionHour[] sums = [chance.Sum(World.Italy, 1), chance.Sum(World.Spain, 0.02), chance.Sum(World.Brazil, 0.01), chance.Sum(World.Mexico, 2)];
                if (isReversed)
                {
                    Array.Reverse(sums);
                }

                detector.LearnHour(hour, 60, [.. sums.Where(sum => sum.Count > 0)]);
            }

            return detector.Expected(World.Planet, 500 * 60, 510 * 60).Mean;
        }

        Assert.Equal(Learn(isReversed: false), Learn(isReversed: true), 1e-6);
    }

    private static RegionTree ManyCountries() => new(
    [
        new("world", RegionLevel.World, -1, _ => 0), new("europe", RegionLevel.MacroRegion, 0, _ => 0),
        .. Enumerable.Range(0, Countries).Select(i => new RegionNode($"C{i}", RegionLevel.Country, 1, _ => 0)),
    ]);

    /// <summary>Expected in a Spain that had one report in its first hours and, perhaps, an outage every eight weeks at the same hour.</summary>
    private static double PerWeek(bool outages)
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        var chance = new Chance(3);
        for (var hour = 0; hour < 50 * Week; hour++)
        {
            List<RegionHour> sums = [chance.Sum(World.Italy, 1)];
            if (outages && hour > Week && hour % (8 * Week) == 100)
            {
                sums.Add(new RegionHour(World.Spain, 4, 4, 4, Frozen: true));
            }
            else if (hour == 5)
            {
                sums.Add(new RegionHour(World.Spain, 1, 1, 1, Frozen: false));
            }

            detector.LearnHour(hour, 60, [.. sums]);
        }

        return detector.Expected(World.Spain, 50 * Week * 60, 51 * Week * 60).Mean;
    }

    /// <summary>Four weeks with a busy Italy and three quiet countries.</summary>
    private static ServiceDetector Taught(double perHour, DetectorOptions options)
    {
        var chance = new Chance(3);
        var detector = new ServiceDetector(World.Tree(), options);
        for (var hour = 0; hour < 4 * Week; hour++)
        {
            RegionHour[] sums = [chance.Sum(World.Italy, 1), .. new[] { World.Spain, World.Brazil, World.Mexico }.Select(region => chance.Sum(region, perHour / 60))];
            detector.LearnHour(hour, 60, [.. sums.Where(sum => sum.Count > 0)]);
        }

        return detector;
    }

    /// <summary>Over the week that follows.</summary>
    private static double Mean(ServiceDetector detector, int region) => detector.Expected(region, 4 * Week * 60, 5 * Week * 60).Mean / 1.2;
}
