namespace Reports.Pipeline.Status;

/// <summary>Countries over time, to be shown as a map that moves: each frame holds the <c>down</c> reports of the minutes before it.</summary>
/// <param name="FirstMinute">Minute since the Unix epoch at which the first frame ends, and under which it is shown.</param>
/// <param name="StepMinutes">From one frame to the next.</param>
/// <param name="WindowMinutes">How many minutes a frame counts.</param>
/// <param name="Totals">Reports of the world per frame, also those without a place.</param>
/// <param name="Countries">Countries with any report, in the order of their codes.</param>
public sealed record CountryFrames(int FirstMinute, int StepMinutes, int WindowMinutes, IReadOnlyList<int> Totals, IReadOnlyList<CountryCourse> Countries)
{
    public int Count => Totals.Count;

    public int MinuteOf(int frame) => FirstMinute + (frame * StepMinutes);

    /// <summary>The frame shown under a minute; −1 where there is none.</summary>
    public int IndexOf(int minute)
    {
        var index = (minute - FirstMinute) / StepMinutes;
        return minute >= FirstMinute && index < Count && MinuteOf(index) == minute ? index : -1;
    }
}

/// <summary>One country; all lists have an entry per frame.</summary>
/// <param name="Expected">How many would be usual in the minutes of the frame.</param>
/// <param name="Lower">Lower edge of what is usual.</param>
/// <param name="Upper">Upper edge of what is usual.</param>
public sealed record CountryCourse(
    string Region, IReadOnlyList<int> Reports, IReadOnlyList<double> Expected, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper);
