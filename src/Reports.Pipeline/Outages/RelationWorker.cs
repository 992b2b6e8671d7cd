using Microsoft.Extensions.Logging;

namespace Reports.Pipeline.Outages;

/// <summary>The loop around <see cref="RelationLearner"/>: an outage more changes what is known of a year by little, so once a day will do.</summary>
public sealed partial class RelationWorker(RelationLearner learner, TimeProvider time, ILogger<RelationWorker> logger) : PeriodicWorker(TimeSpan.FromDays(1), time)
{
    public override Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken) => learner.RunAsync(now, cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Relations between services were not learnt anew; those known stay, and the next round tries again.")]
    protected override partial void LogFailed(Exception exception);
}
