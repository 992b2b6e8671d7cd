using Microsoft.Extensions.Logging;

namespace Reports.Pipeline.Retention;

/// <summary>The loop around <see cref="RetentionTick"/>.</summary>
public sealed partial class RetentionWorker(RetentionTick tick, TimeProvider time, ILogger<RetentionWorker> logger) : PeriodicWorker(TimeSpan.FromMinutes(10), time)
{
    public override Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken) => tick.RunAsync(now, cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old rows were not deleted; the next round tries again.")]
    protected override partial void LogFailed(Exception exception);
}
