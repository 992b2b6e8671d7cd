using System.Diagnostics.Metrics;
using Reports.Domain.Outages;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Alarms;

/// <summary>What a tick, and the board it publishes, tell who runs the site. Safe for all threads.</summary>
public sealed class DetectionMetrics
{
    private static readonly (SourceDoubt Doubt, string Word)[] Doubts = [(SourceDoubt.FewNetworks, "few-networks"), (SourceDoubt.OneSource, "one-source")];
    private static readonly (OutageState State, string Word)[] OpenStates = [(OutageState.Possible, "possible"), (OutageState.Outage, "outage"), (OutageState.Recovering, "recovering")];
    private readonly StatusBoardHolder _boards;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;
    private readonly Gauge<int> _series;

    public DetectionMetrics(IMeterFactory meters, StatusBoardHolder boards, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _boards = boards;
        var meter = meters.Create(ReportsMeter.Name);
        _duration = meter.CreateHistogram(
            "detection.tick.duration", "s", "Time from the begin of a tick to its board.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] });
        _failures = meter.CreateCounter<long>("detection.tick.failures", "{tick}", "Ticks that ended in an error.");
        _series = meter.CreateGauge<int>("detection.series", "{series}", "Services in regions that have reports or a running test: what a minute costs.");
        meter.CreateObservableGauge("outages.open", () => OpenStates.Select(state => Count("state", state.Word, outage => outage.State == state.State)), "{outage}", "Open outages by state.");
        meter.CreateObservableGauge(
            "outages.doubted", () => Doubts.Select(doubt => Count("doubt", doubt.Word, outage => outage.State == OutageState.Possible && outage.Doubt == doubt.Doubt)), "{outage}",
            "Surges that stay possible because of where their reports come from.");
        meter.CreateObservableGauge("status.board.age", () => Age(time.GetUtcNow()), "s", "Time since the tick of the board that everybody reads.");
    }

    internal void Ticked(TimeSpan took, int series)
    {
        _duration.Record(took.TotalSeconds);
        _series.Record(series);
    }

    internal void TickFailed() => _failures.Add(1);

    private Measurement<int> Count(string tag, string word, Func<OutageView, bool> isMeant) =>
        new(_boards.Current.Outages.Count(isMeant), KeyValuePair.Create<string, object?>(tag, word));

    /// <summary>Nothing before the first board: a site that starts is no site that stands still.</summary>
    private IEnumerable<Measurement<double>> Age(DateTimeOffset now) => _boards.IsReady ? [new Measurement<double>((now - _boards.Current.At).TotalSeconds)] : [];
}
