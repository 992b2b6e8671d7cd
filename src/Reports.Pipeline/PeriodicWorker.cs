using Microsoft.Extensions.Hosting;

namespace Reports.Pipeline;

/// <summary>
/// A loop and nothing else: runs at the start and then once a period, one at a time. A run that fails is logged, because an exception that escapes
/// would stop the site, and tried again after a tenth of a period, or after as long as it took.
/// </summary>
/// <param name="phase">How long after a whole period of the clock the runs fall; null where each counts from the one before.</param>
public abstract class PeriodicWorker(TimeSpan period, TimeProvider time, TimeSpan? phase = null) : BackgroundService
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
        while (true)
        {
            var began = time.GetUtcNow();
            try
            {
                await RunAsync(began, stoppingToken).ConfigureAwait(false);
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

            var ended = time.GetUtcNow();
            Volatile.Write(ref _endedAt, ended.UtcTicks);
            await Task.Delay(_failed ? Retry(period, began, ended) : Pause(period, phase, began, ended), time, stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>From the end of a run to the next one: at once where it took longer than a period.</summary>
    internal static TimeSpan Pause(TimeSpan period, TimeSpan? phase, DateTimeOffset began, DateTimeOffset ended)
    {
        if (ended - began >= period)
        {
            return TimeSpan.Zero;
        }

        var ticks = phase is { } after ? period.Ticks - ((ended.UtcTicks - after.Ticks) % period.Ticks) : period.Ticks - (ended - began).Ticks;
        return TimeSpan.FromTicks(Math.Clamp(ticks, 0, period.Ticks));
    }

    /// <summary>From the end of a run that failed to the next one: soon, for people are sent away until one does not, but never busy with failing for more than half of the time.</summary>
    internal static TimeSpan Retry(TimeSpan period, DateTimeOffset began, DateTimeOffset ended) =>
        TimeSpan.FromTicks(Math.Clamp((ended - began).Ticks, period.Ticks / 10, period.Ticks));
}
