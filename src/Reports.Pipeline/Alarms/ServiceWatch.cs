using Reports.Detection.Attribution;
using Reports.Detection.Baselines;
using Reports.Detection.Detectors;
using Reports.Detection.Series;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Outages;

namespace Reports.Pipeline.Alarms;

/// <summary>
/// One service under watch: its detector, and what the last minutes looked like when they were handed over. The tick is the only one that
/// advances it; <see cref="Expected"/> may be asked from any thread.
/// </summary>
public sealed class ServiceWatch(MonitoredService service, SiteRegions regions, DetectorOptions options)
{
    private readonly Dictionary<int, (int Fresh, int Count)> _handedOver = [];
    private readonly List<RegionCount> _buffer = [];

    public MonitoredService Service { get; } = service;

    private readonly Lock _gate = new();
    private ServiceDetector _detector = new(regions.Tree, options);
    private ServiceDetector? _rebuilt;

    /// <summary>All verdicts, where a minute that is not over adds to them; else none.</summary>
    private SeriesVerdict[] _glimpsed = [];

    /// <summary>Verdicts after the minute handed over last, with what <see cref="Glimpse"/> saw since.</summary>
    public ReadOnlySpan<SeriesVerdict> Verdicts => _glimpsed.Length == 0 ? _detector.Verdicts : _glimpsed;

    /// <summary>See <see cref="ServiceDetector.ActiveSeries"/>.</summary>
    public int ActiveSeries => _detector.ActiveSeries;

    /// <summary>What services like this one tell of it, from the next rebuild on.</summary>
    public KindredLevels? Kindred { get; set; }

    /// <summary>See <see cref="ServiceDetector.HoursLearnt"/>.</summary>
    public int HoursLearnt => _detector.HoursLearnt;

    /// <summary>See <see cref="ServiceDetector.Levels"/>.</summary>
    public double[] Levels() => _detector.Levels();

    /// <summary>Rises when the detector is replaced, so that what was computed from it can be dropped.</summary>
    public int Generation { get; private set; }

    /// <summary>See <see cref="ServiceDetector.Trace"/>.</summary>
    public SurgeTrace Trace(int region) => _detector.Trace(region);

    /// <summary>See <see cref="DetectorOptions.Confidence"/>.</summary>
    public double Confidence(double evidence) => options.Confidence(evidence);

    /// <summary>What a verdict says of its region alone.</summary>
    public RegionEvidence EvidenceOf(SeriesVerdict verdict) =>
        new(verdict.Evidence, Confidence(verdict.Evidence + verdict.Lent), verdict.RatePerMinute, verdict.ExpectedPerMinute);

    /// <summary>Begins a new detector; the old one answers until <see cref="FinishRebuild"/>.</summary>
    public void BeginRebuild()
    {
        _rebuilt = new ServiceDetector(regions.Tree, options, Kindred);
        _handedOver.Clear();
    }

    public void FinishRebuild()
    {
        lock (_gate)
        {
            _detector = _rebuilt ?? _detector;
            _rebuilt = null;
            Generation++;
        }
    }

    /// <summary>Counted <c>down</c> reports in [<paramref name="from"/>, <paramref name="to"/>) with nothing wrong.</summary>
    public ExpectedRange Expected(int region, int from, int to)
    {
        lock (_gate)
        {
            return _detector.Expected(region, from, to);
        }
    }

    /// <summary>See <see cref="ServiceDetector.LevelUncertainty"/>.</summary>
    public double? LevelUncertainty(int region)
    {
        lock (_gate)
        {
            return _detector.LevelUncertainty(region);
        }
    }

    /// <summary>Teaches a past hour; see <see cref="ServiceDetector.LearnHour"/>.</summary>
    public void LearnHour(int hour, int minutesObserved, ReadOnlySpan<RegionHour> hours)
    {
        lock (_gate)
        {
            (_rebuilt ?? _detector).LearnHour(hour, minutesObserved, hours);
        }
    }

    /// <summary>Hands a complete minute to the detector.</summary>
    /// <param name="counts">Counts of this service in this minute; other kinds than <c>down</c> are passed over.</param>
    /// <param name="observed">False where the intake was not up: then nothing is known of the minute.</param>
    public void Advance(int minute, IReadOnlyList<MinuteCount> counts, bool observed)
    {
        lock (_gate)
        {
            _glimpsed = [];
            var detector = _rebuilt ?? _detector;
            var (fresh, all) = Total(counts);
            _handedOver.Remove(minute - DetectionTick.RereadMinutes);
            if (all > 0)
            {
                _handedOver[minute] = (fresh, all);
            }

            // Of a time that nobody watched only the minutes with a report are known; taken for the whole they would look like a surge.
            if (!observed)
            {
                detector.AdvanceMissing(minute);
                return;
            }

            detector.Advance(minute, Regions(counts));
        }
    }

    /// <summary>Looks at a minute that is not over: very many people at once are told of before it ends. See <see cref="ServiceDetector.Glimpse"/>.</summary>
    /// <param name="counts">What it has so far.</param>
    public void Glimpse(int minute, IReadOnlyList<MinuteCount> counts)
    {
        if (Total(counts).Fresh <= options.BurstReports)
        {
            return;
        }

        lock (_gate)
        {
            if (_detector.Glimpse(minute, Regions(counts)) is { Count: > 0 } bursts)
            {
                _glimpsed = [.. _detector.Verdicts.ToArray().Where(verdict => !bursts.Any(burst => burst.Region == verdict.Region)).Concat(bursts).OrderBy(verdict => verdict.Region)];
            }
        }
    }

    private Span<RegionCount> Regions(IReadOnlyList<MinuteCount> counts)
    {
        _buffer.Clear();
        foreach (var count in counts.Where(count => count.Kind == ReportKind.Down))
        {
            _buffer.Add(new RegionCount(regions.IndexOf(count.Place), count.Fresh, count.Count));
        }

        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_buffer);
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
