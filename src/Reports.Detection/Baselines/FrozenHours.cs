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
    private int next;

    /// <summary>Takes note of an hour.</summary>
    /// <param name="hour">UTC hour.</param>
    /// <param name="longestRun">Hours on end that may be frozen, ≥ 0.</param>
    /// <param name="mostDays">Days in a row that the same hour may be frozen, 0 to 3.</param>
    /// <returns>True where the hour is to teach nothing. An hour frozen a week before teaches.</returns>
    public bool Note(int hour, bool isFrozen, double longestRun, int mostDays)
    {
        Pass(hour);
        var slot = Slot(hour);
        run = isFrozen ? run + 1 : 0;
        var daysBefore = NoteDay(BitsPerHour * (slot % LocalWeek.DaySlots), isFrozen);
        return NoteWeek(slot, isFrozen) is false && isFrozen && run <= longestRun && daysBefore < mostDays;
    }

    /// <summary>Hours that nobody visited were not frozen.</summary>
    private void Pass(int hour)
    {
        for (var missed = Math.Max(next, hour - LocalWeek.Slots); missed < hour && (run > 0 || days > 0 || week.Any()); missed++)
        {
            run = 0;
            NoteDay(BitsPerHour * (Slot(missed) % LocalWeek.DaySlots), isFrozen: false);
            NoteWeek(Slot(missed), isFrozen: false);
        }

        next = hour + 1;
    }

    private static int Slot(int hour) => ((hour % LocalWeek.Slots) + LocalWeek.Slots) % LocalWeek.Slots;

    private int NoteDay(int shift, bool isFrozen)
    {
        var before = (days >> shift) & Most;
        days &= ~(Most << shift);
        days |= (isFrozen ? Math.Min(Most, before + 1) : 0) << shift;
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

        public readonly bool Any() => this[0] != 0 || this[1] != 0 || this[2] != 0;
    }
}
