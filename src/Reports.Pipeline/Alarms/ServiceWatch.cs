using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Alarms;

/// <summary>One service under watch: its detector, and what the last minutes looked like when they were handed over. Used by the tick only.</summary>
public sealed class ServiceWatch(MonitoredService service, SiteRegions regions)
{
    private readonly Dictionary<int, (int Fresh, int Count)> _handedOver = [];
    private readonly List<RegionCount> _buffer = [];

    public MonitoredService Service { get; } = service;

    public ServiceDetector Detector { get; private set; } = new(regions.Tree, new DetectorOptions());

    /// <summary>Rises when the detector is replaced, so that what was computed from it can be dropped.</summary>
    public int Generation { get; private set; }

    public void Restart()
    {
        Detector = new ServiceDetector(regions.Tree, new DetectorOptions());
        _handedOver.Clear();
        Generation++;
    }

    /// <summary>Hands a complete minute to the detector.</summary>
    /// <param name="counts">Counts of this service in this minute; other kinds than <c>down</c> are passed over.</param>
    /// <param name="observed">False where the intake was not up: then nothing is known of the minute.</param>
    public void Advance(int minute, IReadOnlyList<MinuteCount> counts, bool observed)
    {
        if (!observed && counts.Count == 0)
        {
            Detector.AdvanceMissing(minute);
            return;
        }

        _buffer.Clear();
        var (fresh, all) = Total(counts);
        foreach (var count in counts.Where(count => count.Kind == ReportKind.Down))
        {
            _buffer.Add(new RegionCount(regions.IndexOf(count.Place), count.Fresh, count.Count));
        }

        Detector.Advance(minute, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_buffer));
        _handedOver.Remove(minute - DetectionTick.RereadMinutes);
        if (all > 0)
        {
            _handedOver[minute] = (fresh, all);
        }
    }

    /// <summary>True where a minute that was handed over looks different now: a commit came after the minute was taken to be complete.</summary>
    public bool HasChanged(int minute, IReadOnlyList<MinuteCount> counts) => _handedOver.GetValueOrDefault(minute) != Total(counts);

    private static (int Fresh, int Count) Total(IReadOnlyList<MinuteCount> counts)
    {
        var (fresh, all) = (0, 0);
        foreach (var count in counts)
        {
            if (count.Kind == ReportKind.Down)
            {
                (fresh, all) = (fresh + count.Fresh, all + count.Count);
            }
        }

        return (fresh, all);
    }
}
