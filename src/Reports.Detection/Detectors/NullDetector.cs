using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>Never sees anything: the floor of every score table.</summary>
public sealed class NullDetector : IDetector
{
    public ReadOnlySpan<SeriesVerdict> Verdicts => [];

    public void Advance(int minute, ReadOnlySpan<RegionCount> counts)
    {
    }

    public void AdvanceMissing(int minute)
    {
    }
}
