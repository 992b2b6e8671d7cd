using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Benchmarks;

/// <summary>Writes down the stories of one service that a detector tells: from the first possible series to the last, with the strongest evidence.</summary>
internal sealed class StoryRecorder(IDetector detector) : IDetector
{
    /// <summary>What is quiet for less is one story.</summary>
    private const int QuietMinutes = 10;

    private readonly List<Story> stories = [];
    private int? last;

    public IReadOnlyList<Story> Stories => stories;

    public ReadOnlySpan<SeriesVerdict> Verdicts => detector.Verdicts;

    public void Advance(int minute, ReadOnlySpan<RegionCount> counts)
    {
        detector.Advance(minute, counts);
        foreach (ref readonly var verdict in detector.Verdicts)
        {
            if (last is not { } before || minute - before > QuietMinutes)
            {
                stories.Add(new Story(verdict.OnsetMinute));
            }

            last = minute;
            var story = stories[^1];
            story.End = minute + 1;
            story.Evidence = Math.Max(story.Evidence, verdict.Evidence);
            story.IsAlarm |= verdict.Level == AlarmLevel.Alarm;
        }
    }

    public void AdvanceMissing(int minute) => detector.AdvanceMissing(minute);
}

/// <summary>One story of a service.</summary>
internal sealed class Story(int start)
{
    public int Start { get; } = start;

    /// <summary>Exclusive.</summary>
    public int End { get; set; }

    /// <summary>Nats of its strongest series.</summary>
    public double Evidence { get; set; }

    public bool IsAlarm { get; set; }
}
