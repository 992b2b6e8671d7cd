using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Reports.Data;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>Takes reports of partners, probes and history: the same writer and the same counts as single ones, but with a time of their own.</summary>
public sealed partial class BatchIntake(
    ServiceCatalog catalog, AssignPlace assignPlace, ReporterKeys keys, ReportWriter writer, IDbContextFactory<ReportsDbContext> contexts, TimeProvider time,
    ILogger<BatchIntake> logger)
{
    public const string NotStored = "busy: not stored, send the line again";

    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    /// <summary>Rows younger than this come from a partner who sends as people report, and say nothing about the minutes before.</summary>
    private const int LiveMinutes = 5;

    /// <summary>Stores the rows and returns what became of each, in their order; null where the database is away, and then nothing was stored.</summary>
    /// <param name="source">Name of the key under which they come: ids of different partners never meet.</param>
    public async Task<IReadOnlyList<BatchFate>?> ReceiveAsync(IReadOnlyList<BatchRow> rows, string source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var now = time.GetUtcNow();
        if (await keys.FindForDayAsync(MinuteBucket.Of(now) / MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false) is not { } key)
        {
            return null;
        }

        var reports = rows.Select(row => Prepare(row, source, key, now)).ToList();
        if (!await MarkWatchedAsync(reports.Select(prepared => prepared.Report).OfType<Report>(), MinuteBucket.Of(now), cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var written = await Task.WhenAll(reports.Select(prepared => prepared.Report is { } report
            ? writer.WriteAsync(report, wait: true, cancellationToken)
            : Task.FromResult<ReportVerdict?>(null))).ConfigureAwait(false);
        return [.. reports.Select((prepared, i) => prepared.Error is { } error ? new BatchFate(BatchOutcome.Rejected, error) : FateOf(written[i]))];
    }

    private static BatchFate FateOf(ReportVerdict? verdict) => verdict switch
    {
        null => new BatchFate(BatchOutcome.NotStored, NotStored),
        { Fate: ReportFate.KeyConflict } => new BatchFate(BatchOutcome.Rejected, "id: another report was sent under this id"),
        { Replayed: false, Fate: ReportFate.Counted } => new BatchFate(BatchOutcome.Accepted, null),
        _ => new BatchFate(BatchOutcome.Duplicate, null),
    };

    private (Report? Report, string? Error) Prepare(BatchRow row, string source, KeyPair key, DateTimeOffset now)
    {
        var submission = row.Submission;
        var errors = RejectWrongInput.Check(submission);
        if (catalog.Find(submission.Service) is not { } service)
        {
            return (null, "service: unknown");
        }

        var problem = RejectWrongInput.CheckProblem(catalog, service, submission.Problem, errors);
        if (errors.Count > 0)
        {
            return (null, string.Join("; ", errors.Select(error => $"{error.Key}: {error.Value}")));
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
        var (person, network) = ($"{source}\n{row.Reporter}", $"{source}\n{row.Network ?? row.Reporter}");
        var place = assignPlace.For(submission, address: null);
        var report = new Report(
            Guid.CreateVersion7(at), service.Id, MinuteBucket.Of(at), place.Place, submission.Kind, problem, null, key.Day,
            ReporterHash.Keyed(key.Today, "batch-person", person), ReporterHash.Keyed(key.Before, "batch-person", person),
            ReporterHash.Keyed(key.Today, "batch-network", network), ReporterHash.Keyed(key.Before, "batch-network", network),
            row.Id is null ? null : ReporterHash.Plain($"batch\n{source}\n{row.Id}"),
            row.Id is null ? null : ReporterHash.Plain($"{submission.Fingerprint()}\n{row.OccurredAt.UtcTicks}\n{row.Reporter}\n{row.Network}"),
            CountOnly: at < now.AddDays(-IntakeOptions.ReportRetentionDays), CityId: place.City);
        return (report, null);
    }

    /// <summary>Said before the rows are written: a tick between the two is put right by the recount that comes with them. False where the database is away.</summary>
    private async Task<bool> MarkWatchedAsync(IEnumerable<Report> reports, int currentMinute, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await WatchedHours.MarkAsync(context, reports.Where(report => report.Minute < currentMinute - LiveMinutes).ToList(), currentMinute, cancellationToken).ConfigureAwait(false);
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
/// <param name="Id">The partner's id of the report; the same id twice counts once.</param>
public sealed record BatchRow(Submission Submission, DateTimeOffset OccurredAt, string? Reporter, string? Network, string? Id);

public sealed record BatchFate(BatchOutcome Outcome, string? Error);

public enum BatchOutcome
{
    Accepted,
    Duplicate,
    Rejected,
    NotStored,
}
