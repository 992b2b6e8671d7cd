using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Pipeline.Comments;

namespace Reports.Pipeline.Intake;

/// <summary>The steps of the intake, in order: reject what is wrong, assign a place, hash the person, write. Safe for all threads.</summary>
public sealed class IntakePipeline(
    ServiceCatalog catalog, AssignPlace assignPlace, ReporterKeys keys, ReportWriter writer, CommentPolicy comments, IOptions<IntakeOptions> options, TimeProvider time) : IIntake
{
    public async Task<IntakeResult> ReceiveAsync(Submission submission, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(caller);
        var errors = RejectWrongInput.Check(submission);
        if (catalog.Find(submission.Service) is not { } service)
        {
            return errors.Count > 0 ? new IntakeResult.Invalid(errors) : new IntakeResult.UnknownService(submission.Service);
        }

        var problem = RejectWrongInput.CheckProblem(catalog, service, submission.Problem, errors);
        if (errors.Count > 0)
        {
            return new IntakeResult.Invalid(errors);
        }

        var now = time.GetUtcNow();
        var place = assignPlace.For(submission, caller.Address);
        var verdict = await WriteAsync(submission, caller, service, problem, place, now, cancellationToken).ConfigureAwait(false);
        return verdict switch
        {
            null => new IntakeResult.Busy(options.Value.RetryAfter),
            { Fate: ReportFate.KeyConflict } => new IntakeResult.KeyConflict(),
            { } stored => new IntakeResult.Stored(stored.Id, service, stored.Place, stored.Fate == ReportFate.Counted, Report.InstantOf(stored.Id), stored.Replayed),
        };
    }

    private async Task<ReportVerdict?> WriteAsync(
        Submission submission, Caller caller, MonitoredService service, short problem, AssignedPlace place, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await keys.FindForDayAsync(MinuteBucket.Of(now) / MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false) is not { } key)
        {
            return null;
        }

        var network = ReporterHash.NetworkOf(caller.Address);
        var body = caller.IdempotencyKey is null ? null : submission.Fingerprint();
        var person = $"{network}\n{ReporterHash.BrowserOf(caller.UserAgent)}";
        var report = new Report(
            Guid.CreateVersion7(now), service.Id, MinuteBucket.Of(now), place.Place, submission.Kind, problem, comments.Judge(submission.Comment, caller), key.Day,
            ReporterHash.Keyed(key.Today, "person", person), ReporterHash.Keyed(key.Before, "person", person),
            ReporterHash.Keyed(key.Today, "network", network), ReporterHash.Keyed(key.Before, "network", network),
            caller.IdempotencyKey is null ? null : ReporterHash.Plain(caller.IdempotencyKey),
            body is null ? null : ReporterHash.Keyed(key.Today, "body", body), body is null ? null : ReporterHash.Keyed(key.Before, "body", body),
            CityId: place.City, Link: caller.Link is null ? null : BinaryPrimitives.ReadInt32LittleEndian(ReporterHash.Keyed(key.Today, "link", caller.Link)));
        return await writer.WriteAsync(report, cancellationToken).ConfigureAwait(false);
    }
}
