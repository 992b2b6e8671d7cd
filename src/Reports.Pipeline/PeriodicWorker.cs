using Microsoft.Extensions.Hosting;

namespace Reports.Pipeline;

/// <summary>
/// A loop and nothing else: runs at the start and then once a period, one at a time. A run that fails is logged and the next one tries again,
/// because an exception that escapes would stop the site.
/// </summary>
public abstract class PeriodicWorker(TimeSpan period, TimeProvider time) : BackgroundService
{
    /// <summary>A run that has not ended after three periods, or after this where they are short, is taken to hang.</summary>
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(30);

    private readonly RepeatedFailure _failures = new();
    private volatile bool _failed;
    private long _endedAt = long.MaxValue;

    /// <summary>The last run failed, or the next one hangs.</summary>
    public bool IsFailing(DateTimeOffset now) => _failed || now.UtcTicks - Volatile.Read(ref _endedAt) > Math.Max(3 * period.Ticks, Hangs.Ticks);

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
                _failed = false;
            }
#pragma warning disable CA1031 // Whatever it was, the loop goes on.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                _failed = true;
                if (_failures.Add(1, time.GetUtcNow()) > 0)
                {
                    LogFailed(exception);
                }
            }

            Volatile.Write(ref _endedAt, time.GetUtcNow().UtcTicks);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
