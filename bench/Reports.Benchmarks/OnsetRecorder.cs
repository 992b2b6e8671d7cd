using Reports.Detection.Detectors;
using Reports.Detection.Series;

namespace Reports.Benchmarks;

/// <summary>Writes down, for each alarm of a region of one service, when it was raised and when it says the surge began: at first and once settled.</summary>
internal sealed class OnsetRecorder(IDetector detector) : IDetector
{
    private readonly Dictionary<(int Region, int Raised), (int First, int Settled)> onsets = [];

    public IReadOnlyDictionary<(int Region, int Raised), (int First, int Settled)> Onsets => onsets;

    public ReadOnlySpan<SeriesVerdict> Verdicts => detector.Verdicts;

    public void Advance(int minute, ReadOnlySpan<RegionCount> counts)
    {
        detector.Advance(minute, counts);
        foreach (ref readonly var verdict in detector.Verdicts)
        {
            if (verdict.Level == AlarmLevel.Alarm)
            {
                var key = (verdict.Region, verdict.RaisedMinute);
                onsets[key] = (onsets.TryGetValue(key, out var known) ? known.First : verdict.OnsetMinute, verdict.OnsetMinute);
            }
        }
    }

    public void AdvanceMissing(int minute) => detector.AdvanceMissing(minute);
}
