using System.Threading.Channels;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>
/// Reports that wait for the writer, in two rows: people go first, and what batches bring fills what they leave of a group, so that no partner makes a
/// person wait. Who would have to wait too long is turned away at the door, while that costs next to nothing. One reader; any thread may enter.
/// </summary>
public sealed class WaitingReports(IntakeOptions options)
{
    /// <summary>How much of the duration of the last commit goes into the estimate of the next.</summary>
    private const double NewestPart = 0.25;

    private readonly Channel<WaitingReport> _people = Row(options.QueueCapacity);
    private readonly Channel<WaitingReport> _batches = Row(Math.Max(1, options.QueueCapacity / 2));
    private Task<bool>? _peopleReady;
    private Task<bool>? _batchesReady;
    private int _waiting;
    private long _commitTicks;

    /// <summary>Reports of people that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// Another report would be turned away: there is no room, or the groups before its own would take longer than <see cref="IntakeOptions.LongestWait"/>.
    /// The group that gathers now is always open.
    /// </summary>
    public bool IsFull => Waiting is var waiting && (waiting >= options.QueueCapacity
        || (waiting / options.GroupSize is > 0 and var groups && groups * Volatile.Read(ref _commitTicks) > options.LongestWait.Ticks));

    public bool TryEnter(WaitingReport report)
    {
        if (IsFull || !_people.Writer.TryWrite(report))
        {
            return false;
        }

        Interlocked.Increment(ref _waiting);
        return true;
    }

    /// <summary>Waits for room in the row of the batches.</summary>
    public ValueTask EnterBatchAsync(WaitingReport report, CancellationToken cancellationToken) =>
        _batches.Writer.TryWrite(report) ? ValueTask.CompletedTask : _batches.Writer.WriteAsync(report, cancellationToken);

    /// <summary>Returns when somebody waits.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_people.Reader.TryPeek(out _) || _batches.Reader.TryPeek(out _))
        {
            return;
        }

        // What is not over yet is waited for again: each row has one reader, who asks once.
        _peopleReady ??= _people.Reader.WaitToReadAsync(cancellationToken).AsTask();
        _batchesReady ??= _batches.Reader.WaitToReadAsync(cancellationToken).AsTask();
        await Task.WhenAny(_peopleReady, _batchesReady).ConfigureAwait(false);
        _peopleReady = _peopleReady.IsCompleted ? null : _peopleReady;
        _batchesReady = _batchesReady.IsCompleted ? null : _batchesReady;
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>What waits, up to a group; never across the change of the daily key.</summary>
    public List<WaitingReport> Gather()
    {
        var group = new List<WaitingReport>();
        var people = Take(_people, group);
        Interlocked.Add(ref _waiting, -people);
        Take(_batches, group);
        return group;
    }

    /// <summary>How long the commit of a group took, which tells how long the next ones will.</summary>
    public void Learn(TimeSpan commit)
    {
        var before = Volatile.Read(ref _commitTicks);
        Volatile.Write(ref _commitTicks, before == 0 ? commit.Ticks : before + (long)((commit.Ticks - before) * NewestPart));
    }

    /// <summary>Nobody enters any more; those inside can still be gathered.</summary>
    public void Close()
    {
        _people.Writer.TryComplete();
        _batches.Writer.TryComplete();
    }

    private int Take(Channel<WaitingReport> row, List<WaitingReport> group)
    {
        var taken = 0;
        while (group.Count < options.GroupSize && row.Reader.TryPeek(out var next)
            && (group.Count == 0 || group[0].Report.KeyDay == next.Report.KeyDay) && row.Reader.TryRead(out var entry))
        {
            group.Add(entry);
            taken++;
        }

        return taken;
    }

    private static Channel<WaitingReport> Row(int capacity) => Channel.CreateBounded<WaitingReport>(new BoundedChannelOptions(capacity) { SingleReader = true });
}

/// <summary>A report that waits for its commit.</summary>
public sealed record WaitingReport(Report Report)
{
    /// <summary>The verdict once it is durable; null where it was not stored.</summary>
    public TaskCompletionSource<ReportVerdict?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
