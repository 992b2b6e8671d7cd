using MathNet.Numerics.Distributions;

namespace Reports.Benchmarks.Worlds;

/// <summary>Draws what is usual in a world: sizes, habits of day and week, holidays, growth, and what its preset adds to them.</summary>
internal sealed class BaselineBuilder(WorldOptions options, Random random)
{
    private const int Saturday = 5;

    /// <summary>An all-day level forgets itself within some eight days and moves by about a seventh within one.</summary>
    private const double DriftMemory = 0.995, DriftStep = 0.03;

    /// <summary>The day of work, of leisure, and of a bit of both, from midnight; then the weekend's share of a day. Measured on svc04, svc01 and svc07 of outage-dev-101.</summary>
    private static readonly (double[] Day, double Weekend)[] Habits =
    [
        ([.34, .31, .29, .29, .33, .40, .53, .76, 1.05, 1.42, 1.88, 2.20, 2.34, 2.25, 1.95, 1.63, 1.33, 1.06, .89, .74, .65, .55, .46, .39], 0.48),
        ([.74, .53, .41, .37, .37, .37, .40, .46, .50, .56, .60, .67, .74, .84, .98, 1.20, 1.50, 1.85, 2.15, 2.30, 2.15, 1.85, 1.43, 1.06], 1.22),
        ([.55, .47, .44, .45, .49, .57, .69, .79, .91, 1.04, 1.12, 1.20, 1.30, 1.34, 1.45, 1.48, 1.54, 1.57, 1.59, 1.39, 1.22, .98, .82, .63], 0.90),
    ];

    private static readonly (double[] Day, double Weekend) Steady = ([.. Enumerable.Repeat(1.0, 24)], 1);

    public TrueBaseline Build()
    {
        var countries = Geography.Countries;
        var hours = new double[options.Services, countries.Count][];
        var clumping = new double[options.Services, countries.Count];
        var sizes = ServiceRates();
        var countrySizes = countries.Select(_ => Math.Exp(Normal.Sample(random, 0, options.CountrySpread))).ToArray();
        var phases = Phases();
        var holidays = countries.Select(_ => DrawHolidays()).ToArray();
        for (var service = 0; service < options.Services; service++)
        {
            var isAllDay = service == 0 && options.AllDayRate is not null;
            var habit = isAllDay ? Steady : Habits[random.Next(Habits.Length)];
            var growth = Math.Clamp(Normal.Sample(random, 0, options.WeeklyGrowth), -2.5 * options.WeeklyGrowth, 2.5 * options.WeeklyGrowth);
            var drift = isAllDay ? Drift() : [];
            var born = service == options.Services - 1 ? options.NewServiceFrom ?? 0 : 0;
            for (var country = 0; country < countries.Count; country++)
            {
                var size = (isAllDay ? options.AllDayRate!.Value : sizes[service]) * countrySizes[country] * Math.Exp(Normal.Sample(random, 0, options.SeriesSpread));
                clumping[service, country] = options.Clumping[random.Next(options.Clumping.Count)];
                hours[service, country] = [.. Enumerable.Range(0, (options.Minutes / 60) + 1).Select(hour => hour * 60 < born
                    ? 0
                    : size * Usual(habit, countries[country], hour + phases[country], holidays[country], hour) * Math.Pow(1 + growth, (hour / 168.0) - 3) * (isAllDay ? drift[hour] : 1))];
            }
        }

        return new TrueBaseline(hours, clumping, options.HourNoise);
    }

    private double Usual((double[] Day, double Weekend) habit, Country country, int shifted, Dictionary<int, double> holidays, int hour)
    {
        var isChanged = hour * 60 >= options.ClockChangeMinute && options.ClockChangeCountries.Contains(country.Id, StringComparer.Ordinal);
        var clock = country.UtcOffset + (isChanged ? 1 : 0);
        var (local, day) = (shifted + clock, (int)Math.Floor((shifted + clock) / 24.0));
        var rest = options.FridayCountries.Contains(country.Id, StringComparer.Ordinal) ? Saturday - 1 : Saturday;
        var weekday = ((day % 7) + 7) % 7;
        var isWeekend = weekday == rest || weekday == rest + 1;
        // So that the week's mean is 1 whatever the weekend is.
        var week = (isWeekend ? habit.Weekend : 1) * 7 / (5 + (2 * habit.Weekend));
        return habit.Day[((local % 24) + 24) % 24] * week * holidays.GetValueOrDefault((int)Math.Floor((hour + clock) / 24.0), 1);
    }

    private double[] ServiceRates()
    {
        var (low, high) = options.ServiceRates;
        var rates = Enumerable.Range(0, options.Services)
            .Select(i => low * Math.Pow(high / low, (i + random.NextDouble()) / options.Services)).ToArray();
        random.Shuffle(rates);
        return rates;
    }

    private int[] Phases()
    {
        var order = Geography.All();
        random.Shuffle(order);
        var phases = new int[order.Length];
        foreach (var country in order.Take(options.ShiftedCountries))
        {
            phases[country] = random.Next(1, options.LatestPhaseHours + 1) * (random.Next(2) == 0 ? 1 : -1);
        }

        return phases;
    }

    private Dictionary<int, double> DrawHolidays()
    {
        var days = Enumerable.Range(0, options.Minutes / 1440).ToArray();
        random.Shuffle(days);
        return days.Take(options.Holidays).ToDictionary(day => day, _ => options.HolidayFactors[random.Next(options.HolidayFactors.Count)]);
    }

    private double[] Drift()
    {
        var (factors, level) = (new double[(options.Minutes / 60) + 1], 0.0);
        for (var hour = 0; hour < factors.Length; hour++)
        {
            level = (DriftMemory * level) + Normal.Sample(random, 0, DriftStep);
            factors[hour] = Math.Exp(level);
        }

        return factors;
    }
}
