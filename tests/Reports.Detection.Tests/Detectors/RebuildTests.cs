using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests.Detectors;

public sealed class RebuildTests
{
    private const int StartHour = 480_000;
    private const int Hours = 21 * 24;
    private const int ReplayedHours = 3;
    private static readonly (int Region, double Rate)[] Usual = [(World.Italy, 0.6), (World.Spain, 0.1), (World.Mexico, 3), (World.Planet, 0.2)];

    [Fact]
    public void A_detector_rebuilt_from_hours_says_what_the_one_that_kept_running_says()
    {
        var minutes = Recorded();
        var running = new ServiceDetector(World.Tree(), new DetectorOptions());
        var frozen = new bool[Hours, 7];
        for (var i = 0; i < Hours * 60; i++)
        {
            running.Advance((StartHour * 60) + i, minutes[i]);
            foreach (var verdict in running.Verdicts)
            {
                foreach (var region in verdict is { Level: AlarmLevel.Alarm } && verdict.Source == verdict.Region ? Within(verdict.Region) : [])
                {
                    frozen[i / 60, region] = true;
                }
            }
        }

        var rebuilt = new ServiceDetector(World.Tree(), new DetectorOptions());
        for (var hour = 0; hour < Hours - ReplayedHours; hour++)
        {
            rebuilt.LearnHour(StartHour + hour, 60, Sums(minutes, hour, region => frozen[hour, region]));
        }

        for (var i = (Hours - ReplayedHours) * 60; i < Hours * 60; i++)
        {
            rebuilt.Advance((StartHour * 60) + i, minutes[i]);
        }

        // A surge in Spain an hour before the end is still open; the one in Italy a week ago froze its hours.
        Assert.Equal(AlarmLevel.Alarm, rebuilt.LevelOf(World.Spain));
        Assert.True(frozen[300, World.Italy]);
        Assert.Equal(running.Verdicts.Length, rebuilt.Verdicts.Length);
        for (var i = 0; i < running.Verdicts.Length; i++)
        {
            var (one, other) = (running.Verdicts[i], rebuilt.Verdicts[i]);
            Assert.Equal((one.Region, one.Level, one.OnsetMinute, one.RaisedMinute), (other.Region, other.Level, other.OnsetMinute, other.RaisedMinute));
            Assert.Equal(one.Evidence, other.Evidence, 0.05 * one.Evidence);
            // What was unknown when the watch began is learnt in other steps than a past.
            Assert.Equal(one.ExpectedPerMinute, other.ExpectedPerMinute, 0.03 * one.ExpectedPerMinute);
        }
    }

    [Fact]
    public void An_hour_that_was_taken_already_is_refused()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        detector.Advance(600, []);
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.LearnHour(10, 60, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.Advance(602, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.AdvanceMissing(600));
    }

    private static IEnumerable<int> Within(int area)
    {
        var tree = World.Tree();
        return Enumerable.Range(area, tree.Count - area).Where(region =>
        {
            while (region > area)
            {
                region = tree[region].Parent;
            }

            return region == area;
        });
    }

    private static RegionCount[][] Recorded()
    {
        var chance = new Chance(7);
        return [.. Enumerable.Range(0, Hours * 60).Select(i => chance.Minute([.. Usual.Select(u => (u.Region, u.Rate + Surge(u.Region, i)))]))];

        static double Surge(int region, int minute) => (region, minute) switch
        {
            (World.Italy, >= 300 * 60 and < (300 * 60) + 90) => 20,
            (World.Spain, >= (Hours * 60) - 60) => 5,
            _ => 0,
        };
    }

    private static RegionHour[] Sums(RegionCount[][] minutes, int hour, Func<int, bool> frozen) =>
        [.. minutes[(hour * 60)..((hour + 1) * 60)].SelectMany(m => m).GroupBy(c => c.Region).Select(g => new RegionHour(
            g.Key, g.Sum(c => c.Fresh), g.Sum(c => c.Count), g.Sum(c => (double)c.Fresh * c.Fresh), frozen(g.Key)))];
}
