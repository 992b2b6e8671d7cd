using System.Buffers.Binary;
using System.Security.Cryptography;
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
    public bool IsFull => writer.IsFull;

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
        if (await keys.FindForDayAsync(MinuteBucket.Of(now) / MinuteBucket.PerDay, cancellationToken).ConfigureAwait(false) is not { } key)
        {
            return new IntakeResult.Busy(options.Value.RetryAfter);
        }

        // Only where the report counts is the id put down beside the network and the browser, and only its first answer brings it.
        var given = caller is { KeepsId: true, FirstPartyId: null } ? RandomNumberGenerator.GetHexString(32, lowercase: true) : null;
        var report = MakeReport(submission, caller, service, problem, assignPlace.For(submission, caller.Address), now, key, given);
        return await writer.WriteAsync(report).ConfigureAwait(false) switch
        {
            null => new IntakeResult.Busy(options.Value.RetryAfter),
            { Fate: ReportFate.KeyConflict } => new IntakeResult.KeyConflict(),
            { } stored => new IntakeResult.Stored(
                stored.Id, service, stored.Place, stored.Fate == ReportFate.Counted, Report.InstantOf(stored.Id), stored.Replayed,
                stored is { Fate: ReportFate.Counted, Replayed: false } ? given : null),
        };
    }

    private Report MakeReport(Submission submission, Caller caller, MonitoredService service, short problem, AssignedPlace place, DateTimeOffset now, KeyPair key, string? givenId)
    {
        var network = ReporterHash.NetworkOf(caller.Address);
        var body = caller.IdempotencyKey is null ? null : submission.Fingerprint();
        var (hasId, person) = caller.FirstPartyId is { } known ? (true, PersonOf(known)) : (false, $"{network}\n{ReporterHash.BrowserOf(caller.UserAgent)}");
        var minute = MinuteBucket.Of(now);

        // A hash costs more than anything else that is made of a report, and those of yesterday are asked for in the first minutes of a day only.
        var reachesYesterday = new CommitTerms(key.Day, (int)options.Value.DedupeWindow.TotalMinutes, minute).ReachesYesterday(minute);
        (byte[] Today, byte[] Before) Both(string purpose, string value)
        {
            var today = key.Hash(purpose, value);
            return (today, reachesYesterday ? key.HashBefore(purpose, value) : today);
        }

        var (networkToday, networkBefore) = Both("network", network);
        (networkToday, networkBefore) = (PersonNames.Network(networkToday), PersonNames.Network(networkBefore));
        var (personToday, personBefore) = Both("person", person);
        if (!hasId)
        {
            (personToday, personBefore) = (PersonNames.PersonOn(networkToday, personToday), PersonNames.PersonOn(networkBefore, personBefore));
        }

        return new Report(
            ReportIds.New(now), service.Id, minute, place.Place, submission.Kind, problem, comments.Judge(submission.Comment, caller), key.Day,
            personToday, personBefore, networkToday, networkBefore,
            caller.IdempotencyKey is null ? null : ReporterHash.Plain(caller.IdempotencyKey),
            body is null ? null : key.Hash("body", body), body is null ? null : key.HashBefore("body", body),
            CityId: place.City, Link: caller.Link is null ? null : BinaryPrimitives.ReadInt32LittleEndian(key.Hash("link", caller.Link)),
            PersonNext: givenId is null ? null : key.Hash("person", PersonOf(givenId)));
    }

    private static string PersonOf(string firstPartyId) => $"id\n{firstPartyId}";
}
