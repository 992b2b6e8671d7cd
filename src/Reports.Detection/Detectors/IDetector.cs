using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>
/// Watches one service. Minutes are handed over one at a time, in order and without gaps, each once it is complete; a
/// verdict depends on nothing later than the minute advanced last. Not thread-safe: one caller at a time.
/// </summary>
public interface IDetector
{
    /// <summary>
    /// The series that are not quiet after the last minute, in the order of their region index. Valid until the next call.
    /// </summary>
    ReadOnlySpan<SeriesVerdict> Verdicts { get; }

    /// <summary>Takes one complete minute. Regions that are not mentioned had no report; a region named twice is added up.</summary>
    void Advance(int minute, ReadOnlySpan<RegionCount> counts);

    /// <summary>Passes over a minute in which nothing could be received: it is not evidence for or against anything.</summary>
    void AdvanceMissing(int minute);
}
