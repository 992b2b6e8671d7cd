using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.Services;

namespace Reports.Web.Tests.Services;

public sealed class OutageCalendarTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 13, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_outage_over_midnight_is_on_both_days_with_its_part_of_each()
    {
        var days = Calendar(Outage(Now.Date.AddDays(-2).AddHours(23), Now.Date.AddDays(-1).AddHours(2), Extent.Partial));

        Assert.Equal([CalendarDayKind.Calm, CalendarDayKind.Partial, CalendarDayKind.Partial, CalendarDayKind.Calm], days.TakeLast(4).Select(day => day.Kind));
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(2)], days.TakeLast(3).Take(2).Select(day => day.Covered));
    }

    [Fact]
    public void An_open_outage_lasts_until_now() => Assert.Equal(TimeSpan.FromHours(2), Calendar(Outage(Now.AddHours(-2).DateTime, null, Extent.Widespread))[^1] is { Kind: CalendarDayKind.Widespread } day ? day.Covered : default);

    [Fact]
    public void Two_outages_at_once_cover_their_time_once()
    {
        var midnight = Now.Date;
        Assert.Equal(TimeSpan.FromHours(4), Calendar(Outage(midnight.AddHours(1), midnight.AddHours(4), Extent.Partial), Outage(midnight.AddHours(2), midnight.AddHours(5), Extent.Partial))[^1].Covered);
    }

    [Fact]
    public void A_day_nobody_watched_is_not_a_calm_day()
    {
        var days = OutageCalendar.Of([], new HashSet<int>(), 90, Now);

        Assert.Equal(90, days.Count);
        Assert.All(days, day => Assert.Equal(CalendarDayKind.Unwatched, day.Kind));
    }

    private static IReadOnlyList<CalendarDay> Calendar(params OutageView[] outages) =>
        OutageCalendar.Of(outages, Enumerable.Range(0, 30_000).ToHashSet(), 90, Now);

    private static OutageView Outage(DateTime start, DateTime? end, Extent extent) => SampleBoards.Blackout().Outages[0] with
    {
        StartedAt = new DateTimeOffset(start, TimeSpan.Zero),
        ResolvedAt = end is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null,
        Extent = [extent, Extent.None, Extent.None, Extent.None, Extent.None],
    };
}
