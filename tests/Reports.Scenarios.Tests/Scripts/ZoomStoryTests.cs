using Reports.Detection.Series;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Outages;
using Reports.Scenarios.Playing;

namespace Reports.Scenarios.Tests.Scripts;

/// <summary>The founding story through the site's detector, minute by minute: what is told, and when, by day and by night.</summary>
public sealed class ZoomStoryTests(ITestOutputHelper output)
{
    private static readonly SiteRegions Regions = new();

    [Theory]
    [InlineData(0, 15)]
    [InlineData(3, 3)]
    [InlineData(5, 9)]
    public void It_is_told_within_four_minutes_recovering_with_the_reports_and_over_soon_after_the_last(int day, int hour)
    {
        var start = Shipped.Monday + (day * MinuteBucket.PerDay) + (hour * MinuteBucket.PerHour);
        var player = new ScenarioPlayer(Shipped.Scenario("zoom-blackout"), Shipped.Population, MinuteBucket.Start(start - 2));
        var told = Watch(player, Taught(start)).ToList();
        output.WriteLine(string.Join("; ", told.Select(one => $"{one.State} at {one.Minute}, onset {one.Onset}")));

        Assert.Equal([OutageState.Outage, OutageState.Recovering, OutageState.Resolved], told.Select(one => one.State).Where(state => state is not OutageState.Possible));
        Assert.InRange(told.Single(one => one.State == OutageState.Outage).Minute, 1, 4);
        Assert.All(told.Where(one => one.State is OutageState.Possible or OutageState.Outage), one => Assert.InRange(one.Onset, -1, 1));

        // Reports are at a third of their height after 28 minutes, at a tenth after 34, and as usual after 40.
        Assert.InRange(told.Single(one => one.State == OutageState.Recovering).Minute, 28, 38);
        Assert.InRange(told.Single(one => one.State == OutageState.Resolved).Minute, 40, 55);
    }

    /// <summary>Every change of state, in minutes after the onset.</summary>
    private static IEnumerable<(OutageState State, int Minute, int Onset)> Watch(ScenarioPlayer player, ServiceWatch watch)
    {
        OutageState? state = null;
        var clock = new EvidenceClock();
        for (var minute = player.OnsetMinute; minute < player.OnsetMinute + 75; minute++)
        {
            var reports = player.Reports(minute).Where(report => report.Submission is { Service: "zoom", Kind: ReportKind.Down }).GroupBy(report => report.Submission.Country!, StringComparer.Ordinal);
            watch.Advance(minute, [.. reports.Select(there => new MinuteCount(Shipped.Zoom.Id, minute, PlaceId.Parse(there.Key), ReportKind.Down, 0, there.Count(), there.Count()))], observed: true);
            var summary = new AlarmSummary(watch.Verdicts);
            var now = MinuteBucket.Start(minute + 1);
            if (OutageStateMachine.Next(state, summary.Evidence, clock.Observe(state, summary.Evidence, now), new OutageRules()) is { } next)
            {
                clock.Restart(now);
                state = next is OutageState.Resolved or OutageState.Dismissed ? null : next;
                yield return (next, minute - player.OnsetMinute, summary.Onset is { } onset ? MinuteBucket.Of(onset) - player.OnsetMinute : 0);
            }
        }
    }

    /// <summary>Four weeks of hours, then the minutes up to the onset.</summary>
    private static ServiceWatch Taught(int until)
    {
        var watch = new ServiceWatch(Shipped.Zoom, Regions, DetectorThresholds.For(Shipped.Services.Services.Count));
        var from = (until - Shipped.FourWeeks) / MinuteBucket.PerHour;
        var minutes = Shipped.Population.History(from * MinuteBucket.PerHour, until)
            .Where(count => count.ServiceId == Shipped.Zoom.Id && count.Kind == ReportKind.Down).ToLookup(count => count.Minute);
        for (var hour = from; hour < (until / MinuteBucket.PerHour) - 3; hour++)
        {
            var counts = Enumerable.Range(hour * MinuteBucket.PerHour, MinuteBucket.PerHour).SelectMany(minute => minutes[minute]).ToLookup(count => Regions.IndexOf(count.Place));
            watch.LearnHour(hour, MinuteBucket.PerHour, [.. counts.Select(there => new RegionHour(
                there.Key, there.Sum(count => count.Fresh), there.Sum(count => count.Count), there.GroupBy(count => count.Minute).Sum(minute => Math.Pow(minute.Sum(count => count.Fresh), 2)), Frozen: false))]);
        }

        for (var minute = ((until / MinuteBucket.PerHour) - 3) * MinuteBucket.PerHour; minute < until; minute++)
        {
            watch.Advance(minute, [.. minutes[minute]], observed: true);
        }

        return watch;
    }
}
