using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Reports.Pipeline.Retention;

/// <summary>Runs <see cref="RetentionTick"/> at the start and then every ten minutes.</summary>
public sealed partial class RetentionWorker(RetentionTick tick, TimeProvider time, ILogger<RetentionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await tick.RunAsync(time.GetUtcNow(), stoppingToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A database that is away must not end the loop.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogTickFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old rows were not deleted; the next round tries again.")]
    private partial void LogTickFailed(Exception exception);
}
