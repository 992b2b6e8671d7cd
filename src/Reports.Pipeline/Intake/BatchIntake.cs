using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reports.Data;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>Takes reports of partners, probes and history: the same writer and the same counts as single ones, but with a time of their own.</summary>
public sealed partial class BatchIntake(
    ServiceCatalog catalog, AssignPlace assignPlace, ReporterKeys keys, ReportWriter writer, WatchedHours watched, IOptions<IntakeOptions> options, TimeProvider time, ILogger<BatchIntake> logger)
{
    public const string UnknownService = "service: unknown";

    /// <summary>How what is told of a line begins that shall be sent again.</summary>
    public const string Busy = "busy:";
    public const string NotAcknowledged = Busy + " not acknowledged, send the line again";

    /// <summary>Rows in one call.</summary>
    public const int MostRows = 1000;

    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    /// <summary>Rows younger than this come from a partner who sends as people report, and say nothing about the minutes before.</summary>
    private const int LiveMinutes = 5;

    /// <summary>Stores the rows and returns what became of each, in their order; null where the database is away, and then nothing was acknowledged.</summary>
    /// <param name="source">Name of the key under which they come: ids of different partners never meet.</param>
    public async Task<IReadOnlyList<BatchFate>?> ReceiveAsync(IReadOnlyList<BatchRow> rows, string source, CancellationToken cancellationToken) =>
        await BeginAsync(rows, source, cancellationToken).ConfigureAwait(false) is { } pending ? await pending.EndAsync().ConfigureAwait(false) : null;

    /// <summary>Hands the rows to the writer, waiting for room there, so that the next ones can be read while these are being stored.</summary>
    public async Task<PendingBatch?> BeginAsync(IReadOnlyList<BatchRow> rows, string source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var now = time.GetUtcNow();
        if (await keys.FindForDayAsync(MinuteBucket.Of(now) / MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false) is not { } key)
        {
            return null;
        }

        var reports = new List<Report>(rows.Count);
        var errors = new string?[rows.Count];
        using (var hash = new BatchHash(key, source))
        {
            for (var i = 0; i < errors.Length; i++)
            {
                (var report, errors[i]) = Prepare(rows[i], hash, now);
                if (report is not null)
                {
                    reports.Add(report);
                }
            }
        }

        return await MarkWatchedAsync(reports, MinuteBucket.Of(now), cancellationToken).ConfigureAwait(false)
            ? new PendingBatch(errors, await writer.QueueManyAsync(reports, cancellationToken).ConfigureAwait(false), cancellationToken)
            : null;
    }

    private (Report? Report, string? Error) Prepare(BatchRow row, BatchHash hash, DateTimeOffset now)
    {
        var submission = row.Submission;
        var errors = RejectWrongInput.Check(submission);
        if (catalog.Find(submission.Service) is not { } service)
        {
            return (null, errors.Count > 0 ? Describe(errors) : UnknownService);
        }

        var problem = RejectWrongInput.CheckProblem(catalog, service, submission.Problem, errors);
        if (errors.Count > 0)
        {
            return (null, Describe(errors));
        }

        if (string.IsNullOrWhiteSpace(row.Reporter))
        {
            return (null, "reporter: required");
        }

        if (row.OccurredAt > now + MostAhead || row.OccurredAt < now.AddDays(-IntakeOptions.MaxAgeDays))
        {
            return (null, $"occurredAt: must lie within the last {IntakeOptions.MaxAgeDays} days");
        }

        var at = row.OccurredAt > now ? now : row.OccurredAt;
        var place = assignPlace.For(submission, address: null);
        var minute = MinuteBucket.Of(at);
        var terms = new CommitTerms(hash.Day, (int)options.Value.DedupeWindow.TotalMinutes, MinuteBucket.Of(now));
        var ((person, personBefore), (network, networkBefore)) = hash.Names(row.Reporter, row.Network, terms.ReachesYesterday(minute));
        var (keyHash, body) = hash.Receipt(row);
        var report = new Report(
            ReportIds.New(at), service.Id, minute, place.Place, submission.Kind, problem, null, hash.Day, person, personBefore, network, networkBefore,
            keyHash, body?.Today, body?.Before, CountOnly: at < now.AddDays(-IntakeOptions.ReportRetentionDays), CityId: place.City);
        return (report, null);
    }

    private static string Describe(Dictionary<string, InvalidReason> errors) =>
        string.Join("; ", errors.Select(error => $"{error.Key.Replace("location.", "", StringComparison.Ordinal)}: {error.Value.Describe()}"));

    /// <summary>Said before the rows are written: a tick between the two is put right by the recount that comes with them. False where the database is away.</summary>
    private async Task<bool> MarkWatchedAsync(List<Report> reports, int currentMinute, CancellationToken cancellationToken)
    {
        try
        {
            await watched.MarkAsync(reports.Where(report => report.Minute < currentMinute - LiveMinutes), currentMinute, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is DbException || DatabaseErrors.IsAway(exception))
        {
            LogMarkFailed(exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch was turned away: the database is away.")]
    private partial void LogMarkFailed(Exception exception);
}

/// <summary>One line of a batch.</summary>
/// <param name="Reporter">Opaque id of the person at the partner.</param>
/// <param name="Network">Opaque id of the person's network; the reporter where none is named.</param>
/// <param name="Id">The partner's id of the report; the same id twice within 24 hours counts once.</param>
public sealed record BatchRow(Submission Submission, DateTimeOffset OccurredAt, string? Reporter, string? Network, string? Id);

/// <summary>Rows that are on their way into the database.</summary>
/// <param name="errors">Why a row is wrong, one for each; null for those that were handed to the writer.</param>
public sealed class PendingBatch(IReadOnlyList<string?> errors, Task<ReportVerdict?[]> verdicts, CancellationToken cancellationToken)
{
    /// <summary>What became of each row, once all are durable.</summary>
    public async Task<IReadOnlyList<BatchFate>> EndAsync()
    {
        var written = await verdicts.WaitAsync(cancellationToken).ConfigureAwait(false);
        var next = 0;
        return [.. errors.Select(error => error is null ? FateOf(written[next++]) : new BatchFate(BatchOutcome.Rejected, error))];
    }

    private static BatchFate FateOf(ReportVerdict? verdict) => verdict switch
    {
        null => new BatchFate(BatchOutcome.NotAcknowledged, BatchIntake.NotAcknowledged),
        { Fate: ReportFate.KeyConflict } => new BatchFate(BatchOutcome.Rejected, "id: another report was sent under this id"),
        { Replayed: false, Fate: ReportFate.Counted } => BatchFate.Accepted,
        _ => BatchFate.Duplicate,
    };
}

public sealed record BatchFate(BatchOutcome Outcome, string? Error)
{
    internal static readonly BatchFate Accepted = new(BatchOutcome.Accepted, null);
    internal static readonly BatchFate Duplicate = new(BatchOutcome.Duplicate, null);
}

public enum BatchOutcome
{
    Accepted,
    Duplicate,
    Rejected,
    NotAcknowledged,
}
