namespace Reports.Detection.Baselines;

/// <summary>
/// Hours of the local week. A slot is one local hour; a rate belongs to the middle of its hour, so the middle of a UTC hour
/// in a zone with a half-hour offset lies between two slots, and both share it. Which weekday slot 0 is does not matter.
/// </summary>
internal static class LocalWeek
{
    public const int Slots = 168;
    public const int DaySlots = 24;

    /// <summary>The two slots around the middle of a UTC hour, and the weight of the second, [0, 1).</summary>
    public static WeekSlots Around(int hour, Func<int, int> utcOffset) => Around(hour, utcOffset((hour * 60) + 30));

    /// <param name="utcOffset">Minutes east of UTC.</param>
    public static WeekSlots Around(int hour, int utcOffset)
    {
        var shifted = (hour * 60) + utcOffset;
        var slot = Math.DivRem(shifted, 60, out var minutes);
        if (minutes < 0)
        {
            slot--;
            minutes += 60;
        }

        var first = ((slot % Slots) + Slots) % Slots;
        return new(first, first + 1 == Slots ? 0 : first + 1, minutes / 60.0);
    }

    /// <summary>The built-in day is highest in the hour of the day that begins at 16.</summary>
    public const int BusiestHour = 16;

    public const double Amplitude = 0.55;

    /// <summary>An hour's place in the day, radians.</summary>
    public static double Angle(double hour) => 2 * Math.PI * hour / DaySlots;

    /// <summary>
    /// The share of an average hour that hour-of-day h has before anything is known: 1 + 0.55·cos(2π(h − 16)/24), awake by day
    /// and asleep at night. Only the first days of a service lean on it.
    /// </summary>
    public static double PriorShape(int slot) => DayCurve[slot % DaySlots];

    private static readonly double[] DayCurve = [.. Enumerable.Range(0, DaySlots).Select(h => 1 + (Amplitude * Math.Cos(Angle(h - BusiestHour))))];
}
