using System.Globalization;
using Reports.Domain.Counting;
using Reports.Web.Api;

namespace Reports.Web.Features.Services;

/// <summary>What span of time the chart of a service shows. Whole steps, so that all who ask for the last week ask for the same.</summary>
/// <param name="Name"><c>24h</c>, <c>7d</c>, <c>30d</c>, or null for a span of the reader's own.</param>
/// <param name="From">Minute since the Unix epoch, a multiple of <paramref name="Step"/>.</param>
/// <param name="To">The minute after the last, a multiple of <paramref name="Step"/>.</param>
/// <param name="Step">Minutes per point.</param>
/// <param name="IsWrong">What was asked for is no span; this is the day instead.</param>
public sealed record ChartRange(string? Name, int From, int To, int Step, bool IsWrong = false)
{
    public const string DayName = "24h";
    public const int MostDays = 400;
    private const int MostPoints = 400;
    private const int Shortest = MinuteBucket.PerHour;
    private static readonly int[] Steps = [1, 5, 15, 30, 60, 120, 360, 1440];

    /// <summary>The spans that have names, in days.</summary>
    public static IReadOnlyList<(string Name, int Days)> Named { get; } = [(DayName, 1), ("7d", 7), ("30d", 30)];

    public bool IsDay => string.Equals(Name, DayName, StringComparison.Ordinal);

    public DateTimeOffset Start => MinuteBucket.Start(From);

    public DateTimeOffset End => MinuteBucket.Start(To);

    /// <param name="from">A day, such as 2026-05-01, or an instant.</param>
    /// <param name="to">A day, which then belongs to the span, or an instant; the present where missing.</param>
    public static ChartRange Read(string? name, string? from, string? to, DateTimeOffset now)
    {
        var present = MinuteBucket.Of(now) + 1;
        if (string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to))
        {
            var known = Named.Where(range => string.Equals(range.Name, name, StringComparison.Ordinal)).ToList();
            return known.Count == 1 ? Last(known[0].Name, known[0].Days, present) : Day(present, isWrong: !string.IsNullOrEmpty(name));
        }

        if (Minute(from, isEnd: false) is not { } first || (string.IsNullOrEmpty(to) ? present : Minute(to, isEnd: true)) is not { } given)
        {
            return Day(present, isWrong: true);
        }

        var last = Math.Min(given, present);
        return last <= first || last - first > MostDays * MinuteBucket.PerDay || first < 0 ? Day(present, isWrong: true) : Within(first, last, now);
    }

    /// <summary>The span of half, or twice, the length around the middle of this one.</summary>
    public ChartRange Scaled(double factor, DateTimeOffset now)
    {
        var (middle, half) = ((From + (long)To) / 2, (To - From) * factor / 2);
        return Within((int)(middle - half), (int)(middle + half), now);
    }

    /// <summary>The span before (-1) or after (1) this one, half of which it shares.</summary>
    public ChartRange Moved(int direction, DateTimeOffset now)
    {
        var by = direction * ((To - From) / 2);
        return Within(From + by, To + by, now);
    }

    /// <summary>As parameters of an address.</summary>
    public (string Key, string? Value)[] Query => Name is not null
        ? IsDay ? [] : [("range", Name)]
        : [("from", Text(Start)), ("to", Text(End))];

    private static ChartRange Within(int from, int to, DateTimeOffset now)
    {
        var present = MinuteBucket.Of(now) + 1;
        var length = Math.Clamp(to - from, Shortest, MostDays * MinuteBucket.PerDay);
        var end = Math.Min(Math.Max(to, from + length), present);
        return Of(null, end - length, end);
    }

    private static ChartRange Last(string name, int days, int present) => Of(name, present - (days * MinuteBucket.PerDay), present);

    private static ChartRange Day(int present, bool isWrong) => Last(DayName, 1, present) with { IsWrong = isWrong };

    private static ChartRange Of(string? name, int from, int to)
    {
        var step = Array.Find(Steps, step => (to - from) / step <= MostPoints);
        step = step == 0 ? Steps[^1] : step;
        return new ChartRange(name, from / step * step, (to + step - 1) / step * step, step);
    }

    private static int? Minute(string? text, bool isEnd)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return QueryInstant.TryRead(text + "T00:00:00Z", out var start) && start is { } midnight ? MinuteBucket.Of(midnight) + (isEnd ? MinuteBucket.PerDay : 0) : null;
        }

        return text is not null && QueryInstant.TryRead(text, out var instant) && instant is { } at ? MinuteBucket.Of(at) : null;
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
