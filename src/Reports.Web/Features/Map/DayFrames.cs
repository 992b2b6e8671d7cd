using Reports.Domain.Counting;
using Reports.Pipeline.Status;
using Reports.Web.Components;

namespace Reports.Web.Features.Map;

/// <summary>The last 24 hours of a board as frames: every quarter of an hour, the hour before it.</summary>
public static class DayFrames
{
    public const int StepMinutes = 15;
    public const int WindowMinutes = MinuteBucket.PerHour;
    private const int PerWindow = WindowMinutes / DaySeries.Step;
    private const int PerStep = StepMinutes / DaySeries.Step;

    /// <summary>The frames of some services together; null on a board without any.</summary>
    public static CountryFrames? Of(IReadOnlyList<ServiceStatus> services, DateTimeOffset at) =>
        SpanOf(services, at) is { } span ? Between(services, span.First, span.Count) : null;

    /// <summary>One frame; null where the day has none under <paramref name="minute"/>.</summary>
    public static CountryFrames? At(IReadOnlyList<ServiceStatus> services, DateTimeOffset at, int minute) =>
        IndexOf(services, at, minute) >= 0 ? Between(services, minute, 1) : null;

    /// <summary>The minute of the first frame and how many there are, without counting anything; null on a board without services.</summary>
    public static (int First, int Count)? SpanOf(IReadOnlyList<ServiceStatus> services, DateTimeOffset at)
    {
        if (services.Count == 0)
        {
            return null;
        }

        var first = RoundUp(services[0].World.Series.FirstMinute + WindowMinutes);
        return (first, Math.Max(0, ((MinuteBucket.Of(at) - first) / StepMinutes) + 1));
    }

    private static int IndexOf(IReadOnlyList<ServiceStatus> services, DateTimeOffset at, int minute) =>
        SpanOf(services, at) is { } span && minute >= span.First && (minute - span.First) % StepMinutes == 0 && (minute - span.First) / StepMinutes is var index && index < span.Count
            ? index
            : -1;

    private static CountryFrames Between(IReadOnlyList<ServiceStatus> services, int first, int count)
    {
        var offset = (first - WindowMinutes - services[0].World.Series.FirstMinute) / DaySeries.Step;
        var totals = new int[count];
        foreach (var service in services)
        {
            for (var i = 0; i < count; i++)
            {
                totals[i] += Sum(service.World.Series, offset + (i * PerStep));
            }
        }

        var countries = services.SelectMany(service => service.Countries).GroupBy(country => country.Region, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Course(group.Key, [.. group.Select(country => country.Series)], offset, count))
            .Where(course => course.Reports.Any(reports => reports > 0)).ToList();
        return new CountryFrames(first, StepMinutes, WindowMinutes, totals, countries);
    }

    private static CountryCourse Course(string code, IReadOnlyList<DaySeries> days, int offset, int count)
    {
        var reports = new int[count];
        double[] expected = new double[count], lower = new double[count], upper = new double[count];
        var steps = Steps(days, offset, ((count - 1) * PerStep) + PerWindow);
        for (var i = 0; i < count; i++)
        {
            foreach (var day in days)
            {
                reports[i] += Sum(day, offset + (i * PerStep));
            }

            var usual = UsualRange.Sum(steps.AsSpan(i * PerStep, PerWindow));
            (expected[i], lower[i], upper[i]) = (usual.Expected, usual.Lower, usual.Upper);
        }

        return new CountryCourse(code, reports, expected, lower, upper);
    }

    /// <summary>What is usual of all services together in each step; of hundreds of services, so without a list for each.</summary>
    private static UsualRange[] Steps(IReadOnlyList<DaySeries> days, int offset, int count)
    {
        var parts = new UsualRange[days.Count];
        var steps = new UsualRange[count];
        for (var step = 0; step < count; step++)
        {
            for (var day = 0; day < parts.Length; day++)
            {
                parts[day] = UsualRange.At(days[day], offset + step);
            }

            steps[step] = UsualRange.Sum(parts.AsSpan());
        }

        return steps;
    }

    private static int Sum(DaySeries day, int from)
    {
        var sum = 0;
        for (var i = from; i < from + PerWindow; i++)
        {
            sum += day.Reports[i];
        }

        return sum;
    }

    private static int RoundUp(int minute) => (minute + StepMinutes - 1) / StepMinutes * StepMinutes;
}
