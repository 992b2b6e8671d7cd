namespace Reports.Benchmarks.Worlds;

/// <summary>
/// What a world's series do with nothing wrong: a rate at every full hour, straight lines between. An hour's noise and clumps come on top and are not
/// part of it. Immutable; may be shared.
/// </summary>
internal sealed class TrueBaseline
{
    /// <summary>Of many reports from one place, so many come from networks that had reported within the hour, and half of that at <see cref="HalfStaleRate"/>.</summary>
    private const double MostStale = 0.028, HalfStaleRate = 0.7;
    private readonly double[,][] _hours;
    private readonly double[,] _clumping;

    /// <param name="hours">By service and country, reports per minute at each full hour, one more than there are hours.</param>
    /// <param name="clumping">By service and country, variance over mean at a known rate, at least 1.</param>
    public TrueBaseline(double[,][] hours, double[,] clumping, double hourNoise) => (_hours, _clumping, HourNoise) = (hours, clumping, hourNoise);

    public double HourNoise { get; }

    /// <summary>Reports per minute, at least 0.</summary>
    public double Rate(int service, int country, int minute)
    {
        var hours = _hours[service, country];
        var (hour, within) = Math.DivRem(minute, 60);
        return hours[hour] + ((hours[hour + 1] - hours[hour]) * (within + 0.5) / 60);
    }

    public double Clumping(int service, int country) => _clumping[service, country];

    /// <summary>Share of the reports at this rate that are fresh, in (0, 1].</summary>
    public static double FreshShare(double rate) => 1 - (MostStale * rate / (rate + HalfStaleRate));
}
