using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Reports.Pipeline.Alarms;

/// <summary>The loop around <see cref="DetectionTick"/>.</summary>
public sealed partial class DetectionWorker(DetectionTick tick, IOptions<DetectionOptions> options, TimeProvider time, ILogger<DetectionWorker> logger)
    : PeriodicWorker(options.Value.Interval, time)
{
    public override Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken) => tick.RunAsync(now, cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "A detection tick failed; the next one starts from what is stored.")]
    protected override partial void LogFailed(Exception exception);
}
