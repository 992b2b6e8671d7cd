using MathNet.Numerics.Distributions;
using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests.Baselines;

public sealed class BaselineTests
{
    private const int Week = 168;

    [Fact]
    public void Expected_AfterWeeks_FollowsTheLocalDay()
    {
        var detector = Learnt(4 * Week, (hour, _) => Busy(hour + 1) ? 2 : 0.1);
        Assert.Equal(120, Hour(detector, World.Italy, (4 * Week) + 14).Mean, 12.0);
        Assert.Equal(6, Hour(detector, World.Italy, (4 * Week) + 2).Mean, 3.0);
    }

    [Fact]
    public void Expected_AfterWeeks_KnowsTheWeekend()
    {
        var detector = Learnt(6 * Week, (hour, _) => hour % Week >= 120 ? 0.2 : 1);
        Assert.Equal(60, Hour(detector, World.Italy, (6 * Week) + 60).Mean, 8.0);
        Assert.Equal(12, Hour(detector, World.Italy, (6 * Week) + 140).Mean, 4.0);
    }

    [Fact]
    public void Expected_AQuietCountry_BorrowsTheRhythmOfItsNeighbour()
    {
        var chance = new Chance(1);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var hour = 0; hour < 4 * Week; hour++)
        {
            var shape = Busy(hour + 1) ? 1.9 : 0.1;
            detector.LearnHour(hour, 60, [chance.Sum(World.Italy, 5 * shape), chance.Sum(World.Spain, 0.02 * shape)]);
        }

        var day = Hour(detector, World.Spain, (4 * Week) + 14).Mean;
        var night = Hour(detector, World.Spain, (4 * Week) + 2).Mean;
        Assert.InRange(day / night, 10, 30);
        Assert.Equal(1.2, 12 * (day + night) / 24, 0.5);
    }

    [Fact]
    public void Expected_AHalfHourZone_IsNotShifted()
    {
        var detector = new ServiceDetector(World.Tree(_ => 330), new DetectorOptions());
        for (var hour = 0; hour < 4 * Week; hour++)
        {
            // Local noon to 18:00 is 06:30 to 12:30 UTC.
            var minutes = Enumerable.Range(0, 60).Sum(m => (((hour * 60) + m + 330) / 60 % 24) is >= 12 and < 18 ? 2 : 0);
            detector.LearnHour(hour, 60, [new RegionHour(World.Italy, minutes, minutes, 2 * minutes, false)]);
        }

        var start = 4 * Week * 60;
        Assert.Equal(600, detector.Expected(World.Italy, start + (7 * 60), start + (12 * 60)).Mean, 60.0);
        Assert.True(Hour(detector, World.Italy, (4 * Week) + 20).Mean < 5);
    }

    [Fact]
    public void Learning_FrozenHours_TeachNothing()
    {
        var calm = Learnt(3 * Week, (_, _) => 1);
        var troubled = Learnt(3 * Week, (_, _) => 1);
        for (var hour = 3 * Week; hour < (3 * Week) + 6; hour++)
        {
            troubled.LearnHour(hour, 60, [new RegionHour(World.Italy, 9000, 9000, 2e6, Frozen: true)]);
        }

        troubled.LearnHour((3 * Week) + 6, 60, [new RegionHour(World.Italy, 60, 60, 120, false)]);
        Assert.Equal(Hour(calm, World.Italy, 4 * Week).Mean, Hour(troubled, World.Italy, 4 * Week).Mean, 1.0);
    }

    [Fact]
    public void Learning_AnHourNobodyFroze_IsTrimmed()
    {
        var detector = Learnt(3 * Week, (_, _) => 1);
        var before = Hour(detector, World.Italy, (3 * Week) + 30).Mean;
        detector.LearnHour(3 * Week, 60, [new RegionHour(World.Italy, 9000, 9000, 2e6, Frozen: false)]);
        detector.LearnHour((3 * Week) + 1, 60, [new RegionHour(World.Italy, 60, 60, 120, false)]);
        detector.LearnHour((3 * Week) + 2, 60, [new RegionHour(World.Italy, 60, 60, 120, false)]);
        Assert.InRange(Hour(detector, World.Italy, (3 * Week) + 30).Mean, before, before * 1.1);
    }

    [Fact]
    public void Learning_AHourOnlyHalfObserved_IsNotHalfTheRate()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var hour = 0; hour < 2 * Week; hour++)
        {
            detector.LearnHour(hour, 30, [new RegionHour(World.Italy, 30, 30, 60, false)]);
        }

        Assert.Equal(60, Hour(detector, World.Italy, 2 * Week).Mean, 3.0);
    }

    [Fact]
    public void Learning_ALevelThatMovedForGood_IsLearntInTheEnd()
    {
        var detector = Learnt(3 * Week, (_, _) => 0.2);
        var chance = new Chance(4);
        var alarmed = 0;
        for (var i = 0; i < 10 * 1440; i++)
        {
            detector.Advance((3 * Week * 60) + i, chance.Minute((World.Italy, 2)));
            alarmed = detector.AnyAlarm() ? i : alarmed;
        }

        Assert.InRange(alarmed, 48 * 60, 8 * 1440);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(1.35)]
    [InlineData(1.5)]
    public void A_holiday_is_no_outage(double factor)
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        var chance = new Chance(12);
        double Rate(int minute, double rate) => rate * (Busy(minute / 60) ? 1.8 : 0.2);
        for (var hour = 0; hour < 4 * Week; hour++)
        {
            detector.LearnHour(hour, 60, [chance.Sum(World.Italy, Rate(hour * 60, 2)), chance.Sum(World.Spain, Rate(hour * 60, 0.1)), chance.Sum(World.Mexico, Rate(hour * 60, 1))]);
        }

        for (var minute = 4 * Week * 60; minute < ((4 * Week) + 72) * 60; minute++)
        {
            var italy = minute / 1440 == (4 * 7) + 1 ? factor : 1;
            detector.Advance(minute, chance.Minute((World.Italy, italy * Rate(minute, 2)), (World.Spain, italy * Rate(minute, 0.1)), (World.Mexico, Rate(minute, 1))));
            Assert.False(detector.AnyAlarm());
        }
    }

    [Fact]
    public void A_country_whose_day_runs_hours_off_its_clock_is_known_within_a_week()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        var chance = new Chance(11);
        var (first, later) = (0, 0);
        for (var minute = 0; minute < 28 * 1440; minute++)
        {
            var hour = minute / 60;
            detector.Advance(minute, chance.Minute((World.Mexico, Busy(hour) ? 3 : 0.2), (World.Italy, Busy(hour) ? 3 : 0.2), (World.Spain, Busy(hour + 5) ? 1 : 0.05)));
            var alarm = detector.LevelOf(World.Spain) == AlarmLevel.Alarm;
            first += alarm && minute < 7 * 1440 ? 1 : 0;
            later += alarm && minute >= 7 * 1440 ? 1 : 0;
        }

        Assert.InRange(first, 60, 7 * 1440);
        Assert.InRange(later, 0, 60);
    }

    [Fact]
    public void Clock_SummerTimeBegins_IsNoOutage()
    {
        const int change = 4 * Week * 60;
        Func<int, int> clock = minute => minute >= change ? 120 : 60;
        double Rate(int minute) => Busy((minute + clock(minute)) / 60) ? 4 : 0.05;
        var detector = new ServiceDetector(World.Tree(clock), new DetectorOptions());
        var chance = new Chance(5);
        for (var hour = 0; hour < 4 * Week; hour++)
        {
            detector.LearnHour(hour, 60, [chance.Sum(World.Italy, Rate(hour * 60))]);
        }

        for (var i = 0; i < 3 * 1440; i++)
        {
            detector.Advance(change + i, chance.Minute((World.Italy, Rate(change + i))));
            Assert.False(detector.AnyAlarm());
        }
    }

    [Fact]
    public void Expected_WiderRegions_AreTheSumOfTheirCountries()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        new Chance(6).Teach(detector, 0, Week, (World.Italy, 1), (World.Spain, 0.2), (World.Mexico, 2), (World.Planet, 0.3));
        double Mean(int region) => Hour(detector, region, Week).Mean;
        Assert.Equal(Mean(World.Italy) + Mean(World.Spain), Mean(World.Europe), 1e-9);
        Assert.True(Mean(World.Planet) > Mean(World.Europe) + Mean(World.America));
    }

    [Fact]
    public void Expected_CountsAreShown_NotFreshReports()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var hour = 0; hour < 2 * Week; hour++)
        {
            detector.LearnHour(hour, 60, [new RegionHour(World.Italy, 30, 90, 45, false)]);
        }

        Assert.Equal(90, Hour(detector, World.Italy, 2 * Week).Mean, 4.0);
    }

    [Fact]
    public void Expected_TheUpperBound_HoldsNineteenTimesInTwentyAtLeast()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        new Chance(7).Teach(detector, 0, 4 * Week, (World.Italy, 0.4));
        var random = new Random(8);
        var start = 4 * Week * 60;
        var inside = Enumerable.Range(0, 2000).Count(i =>
        {
            var range = detector.Expected(World.Italy, start + (5 * (i % 288)), start + (5 * (i % 288)) + 5);
            return Poisson.Sample(random, 2) is var n && n >= range.Lower && n <= range.Upper;
        });
        Assert.InRange(inside / 2000.0, 0.95, 1);
    }

    [Fact]
    public void Expected_NobodyEverReported_IsNextToNothing()
    {
        var detector = Learnt(Week, (_, _) => 1);
        var range = Hour(detector, World.Mexico, Week);
        Assert.InRange(range.Mean, 0, 0.1);
        Assert.Equal(0, range.Lower);
        Assert.Equal(default, detector.Expected(World.Italy, 100, 100));
    }

    private static bool Busy(int localHour) => localHour % 24 is >= 8 and < 20;

    private static Detection.Baselines.ExpectedRange Hour(ServiceDetector detector, int region, int hour) =>
        detector.Expected(region, hour * 60, (hour + 1) * 60);

    private static ServiceDetector Learnt(int hours, Func<int, int, double> rate)
    {
        var chance = new Chance(2);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var hour = 0; hour < hours; hour++)
        {
            detector.LearnHour(hour, 60, [chance.Sum(World.Italy, rate(hour, 0))]);
        }

        return detector;
    }
}
