using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Reports.Detection.Baselines;

/// <summary>
/// How often an alarm kept a series from learning: hours on end, days in a row at the same hour of the day, weeks in a row at the same hour
/// of the week. What comes back at its hour is a habit that is not known yet, not an outage.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct FrozenHours
{
    private const int BitsPerHour = 2;
    private const int BitsPerWord = 64;
    private const ulong Most = (1 << BitsPerHour) - 1;
    private ulong days;
    private Week week;
    private int run;

    /// <summary>Takes note of an hour.</summary>
    /// <param name="hour">UTC hour.</param>
    /// <param name="longestRun">Hours on end that may be frozen, ≥ 0.</param>
    /// <param name="mostDays">Days in a row that the same hour may be frozen, 0 to 3.</param>
    /// <returns>True where the hour is to teach nothing. An hour frozen a week before teaches.</returns>
    public bool Note(int hour, bool isFrozen, double longestRun, int mostDays)
    {
        var slot = ((hour % LocalWeek.Slots) + LocalWeek.Slots) % LocalWeek.Slots;
        run = isFrozen ? run + 1 : 0;
        var daysBefore = NoteDay(BitsPerHour * (slot % LocalWeek.DaySlots), isFrozen);
        return NoteWeek(slot, isFrozen) is false && isFrozen && run <= longestRun && daysBefore < mostDays;
    }

    private int NoteDay(int shift, bool isFrozen)
    {
        var before = (days >> shift) & Most;
        days &= ~(Most << shift);
        days |= (isFrozen ? Math.Min(Most, before + 1) : before - Math.Min(1, before)) << shift;
        return (int)before;
    }

    private bool NoteWeek(int slot, bool isFrozen)
    {
        ref var word = ref week[slot / BitsPerWord];
        var bit = 1UL << (slot % BitsPerWord);
        var before = (word & bit) != 0;
        word = isFrozen ? word | bit : word & ~bit;
        return before;
    }

    [InlineArray((LocalWeek.Slots + BitsPerWord - 1) / BitsPerWord)]
    private struct Week
    {
        private ulong first;
    }
}
