using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Counting;

namespace Reports.Pipeline.Intake;

/// <summary>
/// Writes a heartbeat for every minute in which the intake is up: a minute without one is missing, not zero. An intake whose
/// commits fail, or that has no keys, is not up, however well the database takes a heartbeat.
/// </summary>
public sealed partial class HeartbeatWorker(
    IDbContextFactory<ReportsDbContext> contexts, ReporterKeys keys, ReportWriter writer, TimeProvider time, ILogger<HeartbeatWorker> logger)
    : PeriodicWorker(TimeSpan.FromSeconds(10), time)
{
    public override async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var minute = MinuteBucket.Of(now);
        if (writer.IsFailing(now) || await keys.FindForDayAsync(minute / MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false) is null)
        {
            LogNotUp();
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await context.AddHeartbeatsAsync(minute, minute + 1, cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat of this minute was not written; the gap it leaves is the truth.")]
    protected override partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reports cannot be stored, so this minute gets no heartbeat from here.")]
    private partial void LogNotUp();
}
