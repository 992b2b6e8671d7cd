using Reports.Pipeline.Intake;

namespace Reports.Web.Features.SubmitReport;

/// <summary>What became of a batch: every line is in one of the three.</summary>
/// <param name="Accepted">Stored and counted.</param>
/// <param name="Duplicates">Sent before, or the same person inside the window.</param>
public sealed record BatchAnswer(int Accepted, int Duplicates, IReadOnlyList<BatchRejection> Rejected);

/// <param name="Line">1 for the first line.</param>
public sealed record BatchRejection(int Line, string Error);

/// <summary>
/// Hands the lines of a batch to the intake, a thousand at a time, and keeps count. While some are being stored the next ones are read, but never more
/// than four thousand wait: a sender who is faster than the database is slowed down. For one thread.
/// </summary>
internal sealed class BatchTally(BatchIntake intake, string source, IntakeMetrics metrics)
{
    private const int MostInFlight = 3;

    /// <summary>What is wrong with every line is hardly worth a list: then the batch ends here.</summary>
    public const int MostWrong = 10_000;

    private readonly Queue<(List<int> Lines, PendingBatch? Pending)> _inFlight = new();
    private readonly List<BatchRejection> _rejected = [];
    private List<int> _lines = [];
    private List<BatchRow> _rows = [];
    private int _accepted;
    private int _duplicates;
    private int _wrong;

    public bool IsFull => _rows.Count >= BatchIntake.MostRows;

    public bool IsTooWrong => _wrong >= MostWrong;

    /// <summary>Lines were not acknowledged. The batch ends here too: each further one would only make the answer longer.</summary>
    public bool IsAway { get; private set; }

    public bool NothingAcknowledged => IsAway && _accepted + _duplicates == 0;

    public void Add(int number, ReadOnlySpan<byte> line)
    {
        var (row, error) = BatchLine.Parse(line);
        if (row is null)
        {
            Reject(number, error!);
        }
        else
        {
            _lines.Add(number);
            _rows.Add(row);
        }
    }

    public void Reject(int number, string error)
    {
        _wrong++;
        Refuse(number, error);
    }

    /// <summary>Hands over what was added.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count > 0)
        {
            var pending = await intake.BeginAsync(_rows, source, cancellationToken);
            IsAway |= pending is null;
            _inFlight.Enqueue((_lines, pending));
            (_lines, _rows) = ([], []);
        }

        await SettleAsync(MostInFlight - 1);
    }

    /// <summary>After the last line.</summary>
    public async Task<BatchAnswer> EndAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await SettleAsync(0);
        return new BatchAnswer(_accepted, _duplicates, [.. _rejected.OrderBy(rejection => rejection.Line)]);
    }

    private async Task SettleAsync(int left)
    {
        while (_inFlight.Count > left)
        {
            var (lines, pending) = _inFlight.Dequeue();
            var fates = pending is null ? null : await pending.EndAsync();
            var (accepted, duplicates) = (_accepted, _duplicates);
            for (var i = 0; i < lines.Count; i++)
            {
                Note(lines[i], fates?[i] ?? new BatchFate(BatchOutcome.NotAcknowledged, BatchIntake.NotAcknowledged));
            }

            metrics.Received(ReportChannel.Batch, _accepted - accepted, _duplicates - duplicates);
        }
    }

    private void Note(int line, BatchFate fate)
    {
        _accepted += fate.Outcome == BatchOutcome.Accepted ? 1 : 0;
        _duplicates += fate.Outcome == BatchOutcome.Duplicate ? 1 : 0;
        _wrong += fate.Outcome == BatchOutcome.Rejected ? 1 : 0;
        IsAway |= fate.Outcome == BatchOutcome.NotAcknowledged;
        if (fate.Error is { } error)
        {
            Refuse(line, error);
        }
    }

    private void Refuse(int line, string error)
    {
        _rejected.Add(new BatchRejection(line, error));
        metrics.Refused(ReportChannel.Batch, WordOf(error));
    }

    /// <summary>What a single report would be refused with.</summary>
    private static string WordOf(string error) =>
        error == LineReader.TooLong ? "too-large"
        : error == BatchLine.NotJson ? "invalid-json"
        : error == BatchIntake.UnknownService ? "unknown-service"
        : error.Split(':', 2)[0] switch
        {
            "busy" => "busy",
            "id" => "idempotency-key-reused",
            _ => "invalid-request",
        };
}
