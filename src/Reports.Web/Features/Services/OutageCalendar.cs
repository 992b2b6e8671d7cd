using Reports.Domain.Outages;
using Reports.Pipeline.Status;

namespace Reports.Web.Features.Services;

/// <summary>The last days of a service, one by one, in UTC: was an outage seen, how far did it reach, how long.</summary>
public static class OutageCalendar
{
    private const int SecondsPerDay = 86_400;

    /// <param name="outages">Those that were real.</param>
    /// <param name="watched">Days since the Unix epoch on which anybody watched.</param>
    /// <returns>Oldest first; the last is today.</returns>
    public static IReadOnlyList<CalendarDay> Of(IReadOnlyList<OutageView> outages, IReadOnlySet<int> watched, int days, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(outages);
        ArgumentNullException.ThrowIfNull(watched);
        var today = (int)(now.ToUnixTimeSeconds() / SecondsPerDay);
        return [.. Enumerable.Range(today - days + 1, days).Select(day =>
        {
            var (start, end) = (Start(day), Start(day + 1) < now ? Start(day + 1) : now);
            var on = outages.Where(outage => outage.StartedAt < end && (outage.ResolvedAt ?? now) > start).ToList();
            return new CalendarDay(start, KindOf(on, watched.Contains(day)), on, Covered(on, start, end, now));
        })];
    }

    private static CalendarDayKind KindOf(List<OutageView> on, bool isWatched) =>
        on.Count > 0 ? on.Any(outage => outage.Extent.Contains(Extent.Widespread)) ? CalendarDayKind.Widespread : CalendarDayKind.Partial
        : isWatched ? CalendarDayKind.Calm : CalendarDayKind.Unwatched;

    /// <summary>Time of the day with an open outage; where two overlap it counts once.</summary>
    private static TimeSpan Covered(List<OutageView> on, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        var (covered, until) = (TimeSpan.Zero, start);
        foreach (var outage in on.OrderBy(outage => outage.StartedAt))
        {
            var from = outage.StartedAt > until ? outage.StartedAt : until;
            var to = (outage.ResolvedAt ?? now) < end ? outage.ResolvedAt ?? now : end;
            if (to > from)
            {
                (covered, until) = (covered + (to - from), to);
            }
        }

        return covered;
    }

    private static DateTimeOffset Start(int day) => DateTimeOffset.FromUnixTimeSeconds((long)day * SecondsPerDay);
}

/// <param name="Start">Midnight, UTC.</param>
/// <param name="Covered">How long an outage was open on this day.</param>
public sealed record CalendarDay(DateTimeOffset Start, CalendarDayKind Kind, IReadOnlyList<OutageView> Outages, TimeSpan Covered)
{
    public string Class => Kind switch
    {
        CalendarDayKind.Unwatched => "none",
        CalendarDayKind.Calm => "calm",
        CalendarDayKind.Partial => "part",
        CalendarDayKind.Widespread => "wide",
    };
}

public enum CalendarDayKind
{
    Unwatched,
    Calm,
    Partial,
    Widespread,
}
