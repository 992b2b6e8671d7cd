using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Counting;

namespace Reports.Pipeline.Intake;

/// <summary>Writes a heartbeat for every minute in which the intake is up: a minute without one is missing, not zero.</summary>
public sealed partial class HeartbeatWorker(IDbContextFactory<ReportsDbContext> contexts, TimeProvider time, ILogger<HeartbeatWorker> logger)
    : PeriodicWorker(TimeSpan.FromSeconds(10), time)
{
    protected override async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var minute = MinuteBucket.Of(now);
        await context.AddHeartbeatsAsync(minute, minute + 1, cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat of this minute was not written; the gap it leaves is the truth.")]
    protected override partial void LogFailed(Exception exception);
}
