using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Reports.Pipeline.Alarms;

/// <summary>The loop around <see cref="DetectionTick"/>. A look falls right after a minute is complete, for most outages are told by it.</summary>
public sealed partial class DetectionWorker(DetectionTick tick, DetectionMetrics metrics, IOptions<DetectionOptions> options, TimeProvider time, ILogger<DetectionWorker> logger)
    : PeriodicWorker(options.Value.Interval, time, options.Value.Settle + Slack)
{
    /// <summary>A timer may be a little early.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _time = time;

    public override async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var activity = ReportsActivities.Source.StartActivity("detection.tick");
        var start = _time.GetTimestamp();
        try
        {
            await tick.RunAsync(now, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.TickFailed();
            throw;
        }

        metrics.Ticked(_time.GetElapsedTime(start), tick.ActiveSeries);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A detection tick failed; the next one starts from what is stored.")]
    protected override partial void LogFailed(Exception exception);
}
