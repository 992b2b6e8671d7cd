using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reports.Data.Intake;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>
/// Commits reports in groups and answers each caller after its group is durable. While one group commits the next one gathers, so the group
/// grows with the load and nobody waits for a timer. One loop per node, on a thread of its own: on those of the pool it would stand in line, between all its
/// steps, behind the very reports that wait for it. <see cref="WriteAsync"/> may be called from any thread.
/// </summary>
public sealed partial class ReportWriter(
    IGroupCommit commit, IntakeTurns turns, IntakeMetrics metrics, IOptions<IntakeOptions> options, TimeProvider time, ILogger<ReportWriter> logger) : BackgroundService
{
    private readonly WaitingReports _queue = new(options.Value, turns, time);

    private static readonly TimeSpan FailureCounts = TimeSpan.FromMinutes(1);

    /// <summary>When the last commit failed, in ticks; 0 where it did not.</summary>
    private long _failedAt;

    private readonly RepeatedFailure _failures = new();

    /// <summary>The last commit failed, not long ago: where nobody reports any more, nothing would ever show that it works again.</summary>
    public bool IsFailing(DateTimeOffset now) => HasFailedWithin(FailureCounts, now);

    /// <summary>The last commit failed, and no longer ago than that.</summary>
    public bool HasFailedWithin(TimeSpan span, DateTimeOffset now) => now.UtcTicks - Volatile.Read(ref _failedAt) < span.Ticks;

    /// <summary>Another report would be turned away; asked before anything is made of it.</summary>
    public bool IsFull => _queue.IsFull;

    /// <summary>
    /// The verdict once it is durable, or null where the queue is full or the commit failed: then it is to be sent again. A commit that was cut off may have
    /// been stored all the same; under its key the retry finds it. A report that entered is stored whoever waits for it, so nobody can take it back.
    /// </summary>
    public Task<ReportVerdict?> WriteAsync(Report report)
    {
        var entry = new WaitingReport(report);
        return _queue.TryEnter(entry) ? entry.Done : Task.FromResult<ReportVerdict?>(null);
    }

    /// <summary>
    /// Puts reports of a batch into the queue in their order, waiting for room. The inner task has the verdict of each, null for one of which it is not known that it was stored, once
    /// all are durable.
    /// </summary>
    public async Task<Task<ReportVerdict?[]>> QueueManyAsync(IReadOnlyList<Report> reports, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var done = new Task<ReportVerdict?>[reports.Count];
        for (var i = 0; i < done.Length; i++)
        {
            var entry = new WaitingReport(reports[i]);
            done[i] = entry.Done;
            await _queue.EnterBatchAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        return ToldAsync(Task.WhenAll(done));
    }

    /// <summary>What a batch goes on with, its next lines, is no step of those who are answered in turns.</summary>
    private static async Task<ReportVerdict?[]> ToldAsync(Task<ReportVerdict?[]> all)
    {
        var verdicts = await all.ConfigureAwait(false);
        await Task.Yield();
        return verdicts;
    }

    public override void Dispose()
    {
        base.Dispose();
        _queue.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Watch(() => _queue.Waiting, options.Value.QueueCapacity);
        return Task.Factory.StartNew(() => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Run(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                _queue.Wait(stoppingToken);
                CommitGroup(_queue.Gather());
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _queue.Close();
            for (var rest = _queue.Gather(); rest.Count > 0; rest = _queue.Gather())
            {
                CommitGroup(rest);
            }
        }
    }

    private void CommitGroup(List<WaitingReport> group)
    {
        using var activity = ReportsActivities.Source.StartActivity("intake.commit");
        var began = time.GetTimestamp();
        IReadOnlyList<ReportVerdict>? verdicts = null;
        var isHanging = false;
        _queue.Began();
        try
        {
            var terms = new CommitTerms(group[0].Report.KeyDay, (int)options.Value.DedupeWindow.TotalMinutes, MinuteBucket.Of(time.GetUtcNow()));
            verdicts = commit.CommitAsync(group.ConvertAll(entry => entry.Report), terms, CancellationToken.None).GetAwaiter().GetResult();
            metrics.Committed(time.GetElapsedTime(began), group.Count);
            Volatile.Write(ref _failedAt, 0);
        }
#pragma warning disable CA1031 // Whatever went wrong, the callers are told "try again" and the loop goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            metrics.CommitFailed(time.GetElapsedTime(began));
            var now = time.GetUtcNow();
            Volatile.Write(ref _failedAt, now.UtcTicks);
            if (_failures.Add(group.Count, now) is > 0 and var count)
            {
                LogCommitFailed(exception, count);
            }

            isHanging = _queue.IsHanging;
        }

        // Who is told goes on at once, and must find a commit that is over.
        _queue.Ended();
        Answer(group, verdicts);
        if (isHanging)
        {
            // The next group would likely hang as long, and those behind it longer still: they are told now.
            Answer(_queue.GatherPeople(), null);
        }
    }

    /// <param name="verdicts">One for each; null where none was stored.</param>
    private void Answer(List<WaitingReport> group, IReadOnlyList<ReportVerdict>? verdicts)
    {
        for (var i = 0; i < group.Count; i++)
        {
            group[i].Verdict = verdicts?[i];
            turns.Answer(group[i]);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} reports were not acknowledged, counted since the last entry like this; their senders are asked to try again.")]
    private partial void LogCommitFailed(Exception exception, int count);
}
