using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>How much time a service has been watched: what a series without reports learns from an hour is in here, not in the series.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct BaselineClock
{
    /// <summary>The UTC hour learnt last.</summary>
    public int Hour;

    /// <summary>Hours learnt so far.</summary>
    public int Hours;

    /// <summary>Observed hours, with the forgetting of a level.</summary>
    public double Observed;

    /// <summary>The same in the area of a series, each hour weighed by its share of an average one.</summary>
    public double Exposed;

    // Observed hours weighed by the cosine and the sine of its place in the UTC day.
    private double cosine;
    private double sine;

    public void Advance(int hour, double hours, double levelKeep)
    {
        Hour = hour;
        Hours++;
        Observed = (Observed * levelKeep) + hours;
        var (sin, cos) = Math.SinCos(LocalWeek.Angle(hour));
        cosine = (cosine * levelKeep) + (hours * cos);
        sine = (sine * levelKeep) + (hours * sin);
    }

    /// <summary><see cref="Observed"/> with each hour weighed by its share of an average one, by the built-in day.</summary>
    /// <param name="utcOffset">Minutes east of UTC.</param>
    public readonly double Shaped(int utcOffset)
    {
        var (sin, cos) = Math.SinCos(LocalWeek.Angle(utcOffset / 60.0) - LocalWeek.Angle(LocalWeek.BusiestHour));
        return Observed + (LocalWeek.Amplitude * ((cosine * cos) - (sine * sin)));
    }
}
