using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>Takes reports of partners, probes and history: the same writer and the same counts as single ones, but with a time of their own.</summary>
public sealed class BatchIntake(
    ServiceCatalog catalog, AssignPlace assignPlace, ReporterKeys keys, ReportWriter writer, IDbContextFactory<ReportsDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    /// <summary>Rows younger than this come from a partner who sends as people report, and say nothing about the minutes before.</summary>
    private const int LiveMinutes = 5;

    /// <summary>Stores the rows and returns what became of each, in their order; null where the database is away.</summary>
    /// <param name="source">Name of the key under which they come: ids of different partners never meet.</param>
    public async Task<IReadOnlyList<BatchFate>?> ReceiveAsync(IReadOnlyList<BatchRow> rows, string source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var now = time.GetUtcNow();
        var key = await keys.ForDayAsync(MinuteBucket.Of(now) / MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false);
        var reports = rows.Select(row => Prepare(row, source, key, now)).ToList();
        var written = await Task.WhenAll(reports.Select(prepared => prepared.Report is { } report
            ? writer.WriteAsync(report, wait: true, cancellationToken)
            : Task.FromResult<ReportVerdict?>(null))).ConfigureAwait(false);
        if (reports.Where((prepared, i) => prepared.Report is not null && written[i] is null).Any())
        {
            return null;
        }

        await MarkObservedAsync(reports.Select(prepared => prepared.Report).OfType<Report>(), MinuteBucket.Of(now), cancellationToken).ConfigureAwait(false);
        return [.. reports.Select((prepared, i) => prepared.Error is { } error ? new BatchFate(BatchOutcome.Rejected, error) : FateOf(written[i]!.Value))];
    }

    private static BatchFate FateOf(ReportVerdict verdict) => verdict switch
    {
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
        var report = new Report(
            Guid.CreateVersion7(at), service.Id, MinuteBucket.Of(at), assignPlace.For(submission, address: null), submission.Kind, problem, null, key.Day,
            ReporterHash.Keyed(key.Today, "batch-person", person), ReporterHash.Keyed(key.Before, "batch-person", person),
            ReporterHash.Keyed(key.Today, "batch-network", network), ReporterHash.Keyed(key.Before, "batch-network", network),
            row.Id is null ? null : ReporterHash.Plain($"batch\n{source}\n{row.Id}"),
            row.Id is null ? null : ReporterHash.Plain($"{submission.Fingerprint()}\n{row.OccurredAt.UtcTicks}\n{row.Reporter}\n{row.Network}"),
            CountOnly: at < now.AddDays(-IntakeOptions.ReportRetentionDays));
        return (report, null);
    }

    /// <summary>
    /// An hour of the past for which a partner has a report was observed, though this site was not there to write heartbeats; so was the present
    /// hour up to a report that is not from just now.
    /// </summary>
    private async Task MarkObservedAsync(IEnumerable<Report> reports, int currentMinute, CancellationToken cancellationToken)
    {
        var past = reports.Select(report => report.Minute).Where(minute => minute < currentMinute - LiveMinutes);
        var spans = past.GroupBy(minute => minute / MinuteBucket.PerHour).Select(hour => (
            From: hour.Key * MinuteBucket.PerHour,
            To: hour.Key == currentMinute / MinuteBucket.PerHour ? hour.Max() + 1 : (hour.Key + 1) * MinuteBucket.PerHour)).ToList();
        if (spans.Count == 0)
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (from, to) in spans)
        {
            await context.AddHeartbeatsAsync(from, to, cancellationToken).ConfigureAwait(false);
        }
    }
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
}
