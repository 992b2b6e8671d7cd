using Reports.Domain.Counting;
using Reports.Pipeline.Intake;

namespace Reports.Scenarios.Playing;

/// <summary>
/// Plays a scenario in real time through an intake. It protects the story from the machine: a busy or failing intake is tried again under
/// the same key, and what comes far too late (the machine slept) is left out, for sent in a heap it would look like an outage.
/// </summary>
public sealed class ScenarioRunner(ScenarioPlayer player)
{
    private const int MostAtOnce = 64;
    private const int MostAttempts = 8;
    private static readonly TimeSpan LatestSending = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Publishes an official update, marked as simulated; updates are left out where there is none.</summary>
    public Func<SimulatedUpdate, CancellationToken, Task>? PublishUpdate { get; init; }

    /// <summary>Minutes of the scenario per minute of the clock; above 0.</summary>
    public double Speed
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The speed must be above 0.");
    } = 1;

    /// <summary>Ends with the scenario; otherwise the usual reports go on until cancelled.</summary>
    public bool StopAtEnd { get; init; }

    public ScenarioProgress Progress { get; } = new();

    /// <summary>Sends until cancelled or, where asked, until the scenario ends. Returns only after everything under way has been answered.</summary>
    public async Task RunAsync(IIntake intake, TimeProvider time, CancellationToken cancellationToken)
    {
        using var gate = new SemaphoreSlim(MostAtOnce);
        try
        {
            for (var minute = MinuteBucket.Of(player.ReadyAt); !StopAtEnd || minute < player.EndMinute; minute++)
            {
                await PlayMinuteAsync(minute, intake, time, gate, cancellationToken);
            }
        }
        finally
        {
            for (var i = 0; i < MostAtOnce; i++)
            {
                await gate.WaitAsync(CancellationToken.None);
            }
        }
    }

    private async Task PlayMinuteAsync(int minute, IIntake intake, TimeProvider time, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        foreach (var update in player.Updates(minute))
        {
            if (PublishUpdate is not null)
            {
                await WaitUntilAsync(update.At, time, cancellationToken);
                await gate.WaitAsync(cancellationToken);
                _ = PublishAsync(PublishUpdate, update, time, gate, cancellationToken);
            }
        }

        foreach (var report in player.Reports(minute))
        {
            var late = await WaitUntilAsync(report.At, time, cancellationToken);
            if (late > LatestSending)
            {
                Progress.AddSkipped();
                continue;
            }

            await gate.WaitAsync(cancellationToken);
            _ = SendAsync(intake, report, time, gate, cancellationToken);
        }

        await WaitUntilAsync(MinuteBucket.Start(minute + 1), time, cancellationToken);
    }

    /// <summary>Waits for a moment of the scenario and says how far it has already passed.</summary>
    private async Task<TimeSpan> WaitUntilAsync(DateTimeOffset moment, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var due = player.ReadyAt + (moment - player.ReadyAt) / Speed;
        var left = due - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellationToken);
        }

        return time.GetUtcNow() - due;
    }

    private async Task SendAsync(IIntake intake, SimulatedReport report, TimeProvider time, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        try
        {
            await AttemptAsync(
                async () =>
                {
                    switch (await intake.ReceiveAsync(report.Submission, report.Caller, cancellationToken))
                    {
                        case IntakeResult.Busy busy:
                            return busy.RetryAfter;
                        case IntakeResult.Stored stored:
                            Progress.AddStored(stored.Counted);
                            return null;
                        default:
                            Progress.AddRefused();
                            return null;
                    }
                },
                time,
                cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task PublishAsync(
        Func<SimulatedUpdate, CancellationToken, Task> publish, SimulatedUpdate update, TimeProvider time, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        try
        {
            await AttemptAsync(
                async () =>
                {
                    await publish(update, cancellationToken);
                    Progress.AddUpdate();
                    return null;
                },
                time,
                cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Tries until done, given up or cancelled; never throws, because nobody awaits the sending.</summary>
    private async Task AttemptAsync(Func<Task<TimeSpan?>> attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            for (var tried = 1; tried <= MostAttempts; tried++)
            {
                TimeSpan? pause;
                Exception? error = null;
                try
                {
                    pause = await attempt();
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    error = exception;
                    pause = PauseAfterError * tried;
                }

                if (pause is not { } wait)
                {
                    return;
                }

                Progress.AddRetry(error);
                await Task.Delay(wait < LongestPause ? wait : LongestPause, time, cancellationToken);
            }

            Progress.AddFailed();
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            Progress.AddFailed();
        }
    }
}
