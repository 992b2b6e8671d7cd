using System.Diagnostics.Metrics;

namespace Reports.Pipeline.Intake;

/// <summary>
/// What the intake tells who runs the site. Tags are words of this code and never anything that a caller sent. Costs a report no allocation. Safe for all
/// threads.
/// </summary>
public sealed class IntakeMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _received;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _size;
    private readonly Counter<long> _failures;

    public IntakeMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(ReportsMeter.Name);
        _received = _meter.CreateCounter<long>("reports.received", "{report}", "Reports that were stored.");
        _refused = _meter.CreateCounter<long>("reports.refused", "{report}", "Reports, or whole requests with them, of which nothing was acknowledged.");
        _duration = _meter.CreateHistogram(
            "intake.commit.duration", "s", "Time that a group of reports took to commit, or to fail.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] });
        _size = _meter.CreateHistogram(
            "intake.commit.size", "{report}", "Reports in a group.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000] });
        _failures = _meter.CreateCounter<long>("intake.commit.failures", "{commit}", "Groups that could not be committed.");
    }

    /// <param name="counted">How many were counted.</param>
    /// <param name="already">How many the same person had reported before, or sent before.</param>
    public void Received(ReportChannel channel, int counted, int already)
    {
        var (outcome, way) = ("outcome", KeyValuePair.Create<string, object?>("channel", Word(channel)));
        if (counted > 0)
        {
            _received.Add(counted, KeyValuePair.Create<string, object?>(outcome, "counted"), way);
        }

        if (already > 0)
        {
            _received.Add(already, KeyValuePair.Create<string, object?>(outcome, "already-reported"), way);
        }
    }

    /// <param name="reason">One of a few words of the code: the last part of a problem's type where there is one.</param>
    public void Refused(ReportChannel channel, string reason) =>
        _refused.Add(1, KeyValuePair.Create<string, object?>("reason", reason), KeyValuePair.Create<string, object?>("channel", Word(channel)));

    /// <summary>Whatever became of a report.</summary>
    public void Answered(ReportChannel channel, IntakeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result is IntakeResult.Stored stored)
        {
            var isNew = stored is { Counted: true, IsReplayed: false };
            Received(channel, isNew ? 1 : 0, isNew ? 0 : 1);
        }
        else if (result.Refusal is { } reason)
        {
            Refused(channel, reason);
        }
    }

    internal void Committed(TimeSpan took, int reports)
    {
        _duration.Record(took.TotalSeconds);
        _size.Record(reports);
    }

    internal void CommitFailed(TimeSpan took)
    {
        _duration.Record(took.TotalSeconds);
        _failures.Add(1);
    }

    /// <summary>From now on the queue is looked at whenever somebody asks.</summary>
    internal void Watch(Func<int> length, int limit)
    {
        _meter.CreateObservableGauge("intake.queue.length", length, "{report}", "Reports that wait for the writer.");
        _meter.CreateObservableGauge("intake.queue.limit", () => limit, "{report}", "Reports of people that may wait, however quick the commits are; slow commits turn callers away before.");
    }

    private static string Word(ReportChannel channel) => channel switch
    {
        ReportChannel.Api => "api",
        ReportChannel.Form => "form",
        ReportChannel.Guided => "guided",
        ReportChannel.Batch => "batch",
    };
}
