using Reports.Domain.Counting;

namespace Reports.Pipeline.Status;

/// <summary>The minutes of an outage that are played back: from half an hour before it to half an hour after, minute by minute while that stays short.</summary>
/// <param name="First">Minute at which the first frame ends, a multiple of <paramref name="Step"/>.</param>
/// <param name="Last">Minute at which the last frame ends.</param>
public readonly record struct ReplaySpan(int First, int Last, int Step)
{
    /// <summary>A frame of a single minute would flicker: so many minutes are counted together.</summary>
    public const int WindowMinutes = 15;

    private const int Margin = 30;
    private const int MostFrames = 420;
    private static readonly int[] Steps = [1, 5, 15, 30, 60];

    public int Frames => ((Last - First) / Step) + 1;

    /// <summary>What a frame counts: never less than lies between two.</summary>
    public int Window => Math.Max(WindowMinutes, Step);

    public static ReplaySpan Of(OutageView outage, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(outage);
        var end = outage.IsOpen ? now : outage.ResolvedAt ?? (outage.Transitions.Count > 0 ? outage.Transitions[^1].At : now);
        var from = MinuteBucket.Of(outage.StartedAt) - Margin;
        var to = Math.Max(from + 1, Math.Min(MinuteBucket.Of(end) + Margin, MinuteBucket.Of(now)));
        var step = Array.Find(Steps, step => (to - from) / step < MostFrames);
        if (step == 0)
        {
            // Months: the last ones are enough, since nobody watches more.
            step = Steps[^1];
            from = to - ((MostFrames - 1) * step);
        }

        var first = (from + step - 1) / step * step;
        return new ReplaySpan(first, Math.Max(first, to / step * step), step);
    }
}
