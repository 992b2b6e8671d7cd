using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>
/// How often an alarm kept a series from learning: hours on end, and days in a row at the same hour of the day. What comes back every day
/// at its hour is a habit that is not known yet, not an outage.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct FrozenHours
{
    private const int BitsPerHour = 2;
    private const ulong Most = (1 << BitsPerHour) - 1;
    private ulong days;
    private int run;

    /// <summary>Takes note of an hour.</summary>
    /// <param name="hour">UTC hour.</param>
    /// <param name="longestRun">Hours on end that may be frozen, ≥ 0.</param>
    /// <param name="mostDays">Days in a row that the same hour may be frozen, 0 to 3.</param>
    /// <returns>True where the hour is to teach nothing.</returns>
    public bool Note(int hour, bool isFrozen, double longestRun, int mostDays)
    {
        var shift = BitsPerHour * (((hour % LocalWeek.DaySlots) + LocalWeek.DaySlots) % LocalWeek.DaySlots);
        var sofar = (days >> shift) & Most;
        run = isFrozen ? run + 1 : 0;
        days &= ~(Most << shift);
        days |= (isFrozen ? Math.Min(Most, sofar + 1) : sofar - Math.Min(1, sofar)) << shift;
        return isFrozen && run <= longestRun && sofar < (ulong)mostDays;
    }
}
