using System.Threading.Channels;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>
/// Reports that wait for the writer, in two rows: people go first, and what batches bring fills what they leave of a group, a tenth at least, so that no
/// partner makes a person wait and none waits for ever. Who would have to wait too long is turned away at the door, while that costs next to nothing. One
/// reader; any thread may enter.
/// </summary>
/// <param name="line">Where those who come wait before.</param>
public sealed class WaitingReports(IntakeOptions options, IntakeTurns line, TimeProvider time) : IDisposable
{
    private const int PartOfBatches = 10;

    /// <summary>A commit that takes so many times as long as the last one does not end soon; between the two, or as long as one may wait where that is longer.</summary>
    private const int TimesLonger = 3;
    private static readonly TimeSpan HangsNotBefore = TimeSpan.FromSeconds(1), HangsAfter = TimeSpan.FromSeconds(5);

    private readonly Channel<WaitingReport> _people = Row(options.QueueCapacity);
    private readonly Channel<WaitingReport> _batches = Row(Math.Max(1, options.QueueCapacity / 2));
    private readonly ManualResetEventSlim _entered = new(initialState: false, spinCount: 0);
    private int _waiting;
    private long _lastTicks;
    private long _commitTicks;
    private long _beganAt;

    /// <summary>Reports of people that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// Another report would be turned away: there is no room, or a commit hangs, or what whoever comes now has waited in the line before and the commits before
    /// the end of its own would be longer than <see cref="IntakeOptions.LongestWait"/>. The group that gathers now is open to all who did not wait too long for
    /// it, its first place to everybody: in a line that is too long even for turning away, some are stored. Everything is open to fewer than a group, who are
    /// over soon, whatever held them up.
    /// </summary>
    public bool IsFull => Waiting is var waiting && (waiting >= options.QueueCapacity || IsHanging
        || (waiting > 0 && line.Waited + CommitsAfter(waiting) > options.LongestWait && waiting + line.Waiting >= options.GroupSize));

    public bool TryEnter(WaitingReport report)
    {
        if (IsFull || !_people.Writer.TryWrite(report))
        {
            return false;
        }

        Interlocked.Increment(ref _waiting);
        _entered.Set();
        return true;
    }

    /// <summary>Waits for room in the row of the batches.</summary>
    public async ValueTask EnterBatchAsync(WaitingReport report, CancellationToken cancellationToken)
    {
        await _batches.Writer.WriteAsync(report, cancellationToken).ConfigureAwait(false);
        _entered.Set();
    }

    /// <summary>Blocks the thread of the reader until somebody waits: none of the pool could be there as soon.</summary>
    public void Wait(CancellationToken cancellationToken)
    {
        while (IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _entered.Reset();

            // Who entered before that is seen here, and who enters from now on sets it again.
            if (IsEmpty)
            {
                _entered.Wait(cancellationToken);
            }
        }
    }

    /// <summary>What waits, up to a group; never across the change of the daily key.</summary>
    public List<WaitingReport> Gather()
    {
        var group = new List<WaitingReport>();
        var hasBatches = _batches.Reader.TryPeek(out var batch);
        var hasPeople = _people.Reader.TryPeek(out var person);
        if (hasBatches && hasPeople && batch!.Report.KeyDay < person!.Report.KeyDay)
        {
            // From before midnight: no group of today will ever take it.
            Take(_batches, group, options.GroupSize);
            return group;
        }

        Interlocked.Add(ref _waiting, -Take(_people, group, hasBatches ? options.GroupSize - (options.GroupSize / PartOfBatches) : options.GroupSize));
        Take(_batches, group, options.GroupSize);
        return group;
    }

    /// <summary>The commit of a group begins.</summary>
    public void Began() => Volatile.Write(ref _beganAt, time.GetTimestamp());

    /// <summary>It is over: the next ones will take about as long. One that took long is forgotten over some, for it does not come alone: a disk that is busy stays so for a while.</summary>
    public void Ended()
    {
        var took = time.GetElapsedTime(Interlocked.Exchange(ref _beganAt, 0)).Ticks;
        Volatile.Write(ref _lastTicks, took);
        Volatile.Write(ref _commitTicks, Math.Max(took, Volatile.Read(ref _commitTicks) / 8 * 7));
    }

    /// <summary>The commit that is under way takes so long that it will not end soon.</summary>
    public bool IsHanging => Volatile.Read(ref _beganAt) is not 0 and var began && time.GetElapsedTime(began) > Hangs;

    /// <summary>All people who wait, whatever group they would be in.</summary>
    public List<WaitingReport> GatherPeople()
    {
        var people = new List<WaitingReport>();
        while (_people.Reader.TryRead(out var person))
        {
            people.Add(person);
        }

        Interlocked.Add(ref _waiting, -people.Count);
        return people;
    }

    /// <summary>Nobody enters any more; those inside can still be gathered.</summary>
    public void Close()
    {
        _people.Writer.TryComplete();
        _batches.Writer.TryComplete();
    }

    public void Dispose() => _entered.Dispose();

    private TimeSpan Hangs
    {
        get
        {
            // The first one finds nothing ready.
            var last = Volatile.Read(ref _lastTicks);
            var ticks = last == 0 ? HangsAfter.Ticks : Math.Clamp(TimesLonger * last, HangsNotBefore.Ticks, HangsAfter.Ticks);
            return TimeSpan.FromTicks(Math.Max(ticks, options.LongestWait.Ticks));
        }
    }

    /// <summary>What is left of the commit that is under way, those of the groups that are full, and the one after them.</summary>
    private TimeSpan CommitsAfter(int waiting) => waiting / options.GroupSize is > 0 and var groups ? (groups + 2) * TimeSpan.FromTicks(Volatile.Read(ref _commitTicks)) : TimeSpan.Zero;

    private bool IsEmpty => !_people.Reader.TryPeek(out _) && !_batches.Reader.TryPeek(out _);

    private static int Take(Channel<WaitingReport> row, List<WaitingReport> group, int most)
    {
        var taken = 0;
        while (group.Count < most && row.Reader.TryPeek(out var next)
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
    private readonly TaskCompletionSource<ReportVerdict?> _done = new();

    /// <summary>What was decided, for <see cref="Tell"/>; null where it is not known that it was stored.</summary>
    public ReportVerdict? Verdict { private get; set; }

    /// <summary>The verdict once it is durable. Whoever waits goes on on the thread that tells it.</summary>
    public Task<ReportVerdict?> Done => _done.Task;

    public void Tell() => _done.TrySetResult(Verdict);
}
