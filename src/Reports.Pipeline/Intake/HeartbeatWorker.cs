using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Counting;

namespace Reports.Pipeline.Intake;

/// <summary>Writes one heartbeat a minute while the intake is up: a minute without one is missing, not zero.</summary>
public sealed partial class HeartbeatWorker(IDbContextFactory<ReportsDbContext> contexts, TimeProvider time, ILogger<HeartbeatWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await BeatAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            var minute = MinuteBucket.Of(time.GetUtcNow());
            await context.AddHeartbeatsAsync(minute, minute + 1, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A database that is away must not end the loop; the gap it leaves is the truth.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogBeatFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat of this minute was not written.")]
    private partial void LogBeatFailed(Exception exception);
}
