namespace Reports.Domain.Counting;

/// <summary>Minutes since the Unix epoch: the unit in which everything is counted.</summary>
public static class MinuteBucket
{
    public const int PerHour = 60;
    public const int PerDay = 24 * PerHour;

    /// <summary>The minute that contains <paramref name="instant"/>.</summary>
    public static int Of(DateTimeOffset instant) => (int)Math.DivRem(instant.ToUnixTimeSeconds(), 60, out _);

    /// <summary>The first instant of <paramref name="minute"/>.</summary>
    public static DateTimeOffset Start(int minute) => DateTimeOffset.FromUnixTimeSeconds(60L * minute);
}
