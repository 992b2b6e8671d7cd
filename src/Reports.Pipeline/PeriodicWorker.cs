using Microsoft.Extensions.Hosting;

namespace Reports.Pipeline;

/// <summary>
/// A loop and nothing else: runs at the start and then once a period, one at a time. A run that fails is logged and the next one tries again,
/// because an exception that escapes would stop the site.
/// </summary>
public abstract class PeriodicWorker(TimeSpan period, TimeProvider time) : BackgroundService
{
    /// <summary>One run, without the loop.</summary>
    public abstract Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken);

    protected abstract void LogFailed(Exception exception);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, time);
        do
        {
            try
            {
                await RunAsync(time.GetUtcNow(), stoppingToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever it was, the loop goes on.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
