namespace Reports.Scenarios.Populations;

/// <summary>
/// How a category is used over the hours of a local week: quiet at four in the morning, a late-morning and an evening peak whose
/// sizes differ by category. Given in quarter-hours from Monday 00:00 local time, with mean 1 over the week.
/// </summary>
public sealed class WeekCurve
{
    public const int QuartersPerWeek = 7 * 24 * 4;
    private const int QuartersPerDay = 96;
    private readonly double[] _levels = new double[QuartersPerWeek];

    private WeekCurve(string name, double floor, IReadOnlyList<Bump> weekday, IReadOnlyList<Bump> weekend)
    {
        Name = name;
        for (var quarter = 0; quarter < QuartersPerWeek; quarter++)
        {
            var hour = quarter % QuartersPerDay / 4.0 + 0.125;
            var bumps = quarter / QuartersPerDay < 5 ? weekday : weekend;
            _levels[quarter] = floor + bumps.Sum(bump => bump.At(hour));
        }

        var mean = _levels.Average();
        for (var quarter = 0; quarter < QuartersPerWeek; quarter++)
        {
            _levels[quarter] /= mean;
        }

        Highest = _levels.Max();
    }

    /// <summary>Video meetings and work tools: office hours of working days.</summary>
    public static WeekCurve Office { get; } = new("office", 0.06, [new(10.5, 1.9, 1), new(15, 1.9, 0.8), new(20, 1.8, 0.25)], [new(11, 2.5, 0.25), new(19.5, 2.5, 0.25)]);

    /// <summary>Banks, payments, cloud: working days, with a smaller evening.</summary>
    public static WeekCurve Business { get; } = new("business", 0.1, [new(11, 2.4, 1), new(15.5, 2.4, 0.6), new(20, 2, 0.55)], [new(11, 2.5, 0.5), new(19.5, 2.5, 0.4)]);

    /// <summary>What everybody uses every day.</summary>
    public static WeekCurve Everyday { get; } = new("everyday", 0.1, [new(11, 2.6, 0.8), new(15.5, 2.5, 0.4), new(20, 2.4, 1)], [new(11.5, 2.6, 0.75), new(15.5, 2.5, 0.4), new(20, 2.4, 0.95)]);

    /// <summary>Games and streaming: evenings and weekends.</summary>
    public static WeekCurve Evening { get; } = new("evening", 0.08, [new(11, 2.5, 0.25), new(16, 2.5, 0.35), new(20.5, 2.3, 1)], [new(11.5, 2.6, 0.6), new(16, 2.6, 0.75), new(20.5, 2.4, 1.25)]);

    public static IReadOnlyList<WeekCurve> All { get; } = [Office, Business, Everyday, Evening];

    public string Name { get; }

    /// <summary>The highest level of the week.</summary>
    public double Highest { get; }

    /// <summary>Level in a local quarter-hour, 0 to <see cref="QuartersPerWeek"/> − 1; the mean over the week is 1.</summary>
    public double this[int quarterOfWeek] => _levels[quarterOfWeek];

    /// <summary>A bell over the clock face, so that the late evening runs on past midnight.</summary>
    private readonly record struct Bump(double Hour, double Width, double Height)
    {
        public double At(double hour)
        {
            var distance = Math.Abs(hour - Hour);
            distance = Math.Min(distance, 24 - distance) / Width;
            return Height * Math.Exp(-distance * distance / 2);
        }
    }
}
