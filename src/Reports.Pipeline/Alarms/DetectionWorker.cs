using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Reports.Pipeline.Alarms;

/// <summary>The loop around <see cref="DetectionTick"/>, and nothing else. A tick that fails is logged and the next one tries again.</summary>
public sealed partial class DetectionWorker(DetectionTick tick, IOptions<DetectionOptions> options, TimeProvider time, ILogger<DetectionWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            try
            {
                await tick.RunAsync(time.GetUtcNow(), stoppingToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // An exception that escapes would stop the site, and with it the detection of every later outage.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogTickFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A detection tick failed; the next one starts from what is stored.")]
    private partial void LogTickFailed(Exception exception);
}
