using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Detection.Tests.Detectors;

/// <summary>Very many people at once are told of as possible after a minute, long before it can be known that they are no blip.</summary>
public sealed class BurstTests
{
    private const int Learnt = 2 * 168;
    private const int Start = Learnt * 60;

    [Theory]
    [InlineData(0.03, 65, AlarmLevel.Possible)]
    [InlineData(0.03, 64, AlarmLevel.None)]
    [InlineData(0.03, 3000, AlarmLevel.Possible)]
    [InlineData(20, 65, AlarmLevel.None)]
    [InlineData(20, 150, AlarmLevel.None)]
    [InlineData(20, 400, AlarmLevel.Possible)]
    public void The_first_minute_is_possible_where_it_is_far_beyond_chance_and_more_networks_than_an_outage_takes(double usual, int reports, AlarmLevel expected)
    {
        var detector = Taught(usual);
        detector.Advance(Start, [new RegionCount(World.Italy, reports, reports)]);
        Assert.Equal(expected, detector.LevelOf(World.Italy));
        Assert.Equal(expected, detector.LevelOf(World.Planet));
        Assert.All(detector.Verdicts.ToArray(), verdict => Assert.Equal(Start, verdict.OnsetMinute));
    }

    [Fact]
    public void A_surge_is_possible_from_its_first_minute_and_an_alarm_from_its_third_with_its_onset_at_the_first()
    {
        var detector = Taught(0.03);
        List<AlarmLevel> levels = [];
        for (var i = 0; i < 4; i++)
        {
            detector.Advance(Start + i, [new RegionCount(World.Italy, 300, 300)]);
            levels.Add(detector.LevelOf(World.Italy));
        }

        Assert.Equal([AlarmLevel.Possible, AlarmLevel.Possible, AlarmLevel.Alarm, AlarmLevel.Alarm], levels);
        Assert.Equal(Start, detector.For(World.Italy)!.Value.OnsetMinute);
    }

    [Fact]
    public void A_blip_is_forgotten_when_nothing_follows()
    {
        var detector = Taught(0.03);
        detector.Advance(Start, [new RegionCount(World.Italy, 300, 300)]);
        var minutes = 1;
        for (; detector.LevelOf(World.Italy) == AlarmLevel.Possible; minutes++)
        {
            detector.Advance(Start + minutes, []);
        }

        Assert.InRange(minutes, 3, 8);
    }

    [Theory]
    [InlineData(0.03, 65, true)]
    [InlineData(0.03, 64, false)]
    [InlineData(20, 150, false)]
    [InlineData(20, 400, true)]
    public void Before_the_minute_ends_it_is_told_of_what_will_be_possible_when_it_does(double usual, int reports, bool expected)
    {
        var detector = Taught(usual);
        detector.Advance(Start, []);
        RegionCount[] soFar = [new RegionCount(World.Italy, reports, reports)];
        var seen = detector.Glimpse(Start + 1, soFar);
        Assert.Equal(expected, seen.Any(verdict => verdict.Region == World.Italy));
        Assert.All(seen, verdict => Assert.Equal((AlarmLevel.Possible, Start + 1), (verdict.Level, verdict.OnsetMinute)));
        Assert.Equal(AlarmLevel.None, detector.LevelOf(World.Italy));

        detector.Advance(Start + 1, soFar);
        Assert.Equal(expected ? AlarmLevel.Possible : AlarmLevel.None, detector.LevelOf(World.Italy));
        Assert.All(seen, verdict => Assert.Equal(AlarmLevel.Possible, detector.LevelOf(verdict.Region)));
    }

    [Fact]
    public void A_glimpse_changes_nothing_that_follows()
    {
        var (seen, unseen) = (Taught(3), Taught(3));
        for (var i = 0; i < 90; i++)
        {
            var reports = i > 70 ? 90 : 3;
            RegionCount[] counts = [new RegionCount(World.Italy, reports, reports), new RegionCount(World.Spain, i % 4, i % 4)];
            seen.Glimpse(Start + i, counts);
            seen.Advance(Start + i, counts);
            unseen.Advance(Start + i, counts);
            Assert.Equal(unseen.Verdicts.ToArray(), seen.Verdicts.ToArray());
        }
    }

    [Fact]
    public void Of_another_minute_than_the_next_nothing_is_said()
    {
        var detector = Taught(0.03);
        detector.Advance(Start, []);
        Assert.Empty(detector.Glimpse(Start, [new RegionCount(World.Italy, 300, 300)]));
        Assert.Empty(detector.Glimpse(Start + 2, [new RegionCount(World.Italy, 300, 300)]));
        Assert.NotEmpty(detector.Glimpse(Start + 1, [new RegionCount(World.Italy, 300, 300)]));
    }

    /// <summary>Where the neighbour's alarm lowers the threshold, one minute must not be an alarm of its own, and what was seen at a glimpse must not be gone when it ends.</summary>
    [Fact]
    public void Beside_an_alarm_one_minute_is_possible_and_no_alarm_either()
    {
        var detector = Taught(0.03);
        for (var i = 0; i < 5; i++)
        {
            detector.Advance(Start + i, [new RegionCount(World.Italy, 300, 300)]);
        }

        RegionCount[] both = [new RegionCount(World.Italy, 300, 300), new RegionCount(World.Spain, 300, 300)];
        Assert.Contains(detector.Glimpse(Start + 5, both), verdict => verdict.Region == World.Spain);
        detector.Advance(Start + 5, both);
        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Italy));
        Assert.Equal(AlarmLevel.Possible, detector.LevelOf(World.Spain));
        Assert.Equal((new DetectorOptions().PossibleEvidence, 0), (detector.For(World.Spain)!.Value.Evidence, detector.For(World.Spain)!.Value.Lent));

        detector.Advance(Start + 6, both);
        detector.Advance(Start + 7, both);
        Assert.Equal(AlarmLevel.Alarm, detector.LevelOf(World.Spain));
        Assert.True(detector.For(World.Spain)!.Value.Lent > 0);
    }

    /// <summary>On a site that knows nothing yet it may be what is usual, up to far beyond a busy service.</summary>
    [Fact]
    public void Without_a_past_it_is_possible_too()
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        detector.Advance(Start, [new RegionCount(World.Italy, 300, 300)]);
        Assert.Equal(AlarmLevel.Possible, detector.LevelOf(World.Italy));
    }

    private static ServiceDetector Taught(double usual)
    {
        var detector = new ServiceDetector(World.Tree(), new DetectorOptions());
        new Chance(1).Teach(detector, 0, Learnt, (World.Italy, usual), (World.Spain, usual));
        return detector;
    }
}
