using Reports.Detection.Baselines;
using Reports.Detection.Detectors;

namespace Reports.Detection.Tests.Baselines;

/// <summary>What services of a kind tell of one without a past.</summary>
public sealed class KindredLevelsTests
{
    [Fact]
    public void A_kind_tells_its_mean_shrunk_to_the_mean_of_all()
    {
        double[][] kindred = [Rates(italy: 90), Rates(italy: 110)];
        var told = KindredLevels.Of(World.Tree(), kindred, [.. kindred, Rates(italy: 10), Rates(italy: 10, spain: 4)])!;

        // (90 + 110 + 2 · 55) ÷ 4, and (2 · 1) ÷ 4.
        Assert.Equal(77.5, told.At(World.Italy).PerHour, 9);
        Assert.Equal(0.5, told.At(World.Spain).PerHour, 9);
        Assert.Equal(0, told.At(World.Brazil).PerHour);
    }

    [Fact]
    public void A_kind_that_agrees_is_believed_more_than_one_that_does_not()
    {
        var agreed = KindredLevels.Of(World.Tree(), [Rates(90), Rates(110)], [Rates(90), Rates(110)])!;
        var scattered = KindredLevels.Of(World.Tree(), [Rates(1), Rates(4), Rates(300)], [Rates(1), Rates(4), Rates(300)])!;

        Assert.Equal(1, agreed.At(World.Italy).Events);

        // Mean 305/3, sample variance (1² + 4² + 300² − 305²/3) ÷ 2.
        var mean = 305 / 3.0;
        Assert.Equal(mean * mean / ((90017 - (305 * mean)) / 2), scattered.At(World.Italy).Events, 9);
    }

    [Fact]
    public void The_busiest_service_counts_with_all_that_lies_within()
    {
        var told = KindredLevels.Of(World.Tree(), [], [Rates(italy: 3, spain: 4), Rates(italy: 5)])!;

        Assert.Equal([7, 7, 5, 4, 0, 0, 0], Enumerable.Range(0, 7).Select(told.BusiestPerHour));
    }

    [Fact]
    public void One_service_says_nothing_of_another() => Assert.Null(KindredLevels.Of(World.Tree(), [Rates(1)], [Rates(1)]));

    [Fact]
    public void A_big_service_of_a_big_kind_is_not_called_down_when_its_watch_begins()
    {
        var told = KindredLevels.Of(World.Tree(), [Rates(300), Rates(500)], [Rates(300), Rates(500)]);

        Assert.InRange(Alarmed(told), 0, 1);
        Assert.InRange(Alarmed(null), 8, 10);
    }

    [Fact]
    public void A_small_service_of_a_small_kind_is_told_as_soon_as_one_of_which_nothing_is_known()
    {
        var told = KindredLevels.Of(World.Tree(), [Rates(0.1), Rates(0.3)], [Rates(0.1), Rates(0.3)]);

        Assert.InRange(FirstAlarm(told), 60, FirstAlarm(null));
    }

    /// <summary>Of ten watches that begin with seven reports a minute, which is what is usual there.</summary>
    private static int Alarmed(KindredLevels? told) => Enumerable.Range(1, 10).Count(seed =>
    {
        var chance = new Chance(seed);
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions(), told);
        return Enumerable.Range(8 * 60, 240).Any(minute =>
        {
            detector.Advance(minute, chance.Minute((World.Italy, 7)));
            return detector.AnyAlarm();
        });
    });

    private static int FirstAlarm(KindredLevels? told)
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions(), told);
        for (var minute = 0; minute < 120; minute++)
        {
            detector.Advance(minute, minute < 60 ? [] : [new(World.Italy, 2, 2)]);
            if (detector.AnyAlarm())
            {
                return minute;
            }
        }

        return int.MaxValue;
    }

    private static double[] Rates(double italy, double spain = 0) => [0, 0, italy, spain, 0, 0, 0];
}
