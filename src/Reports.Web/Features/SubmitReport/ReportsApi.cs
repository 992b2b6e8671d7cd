using System.Globalization;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using Reports.Domain.Keys;
using Reports.Pipeline.Intake;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <summary>Reports over HTTP: one by one from anybody, in batches from partners.</summary>
public static class ReportsApi
{
    public const string Path = "/api/v1/reports";
    private const int LongestKey = 255;

    public static IEndpointRouteBuilder MapReportsApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).WithTags("Reports");
        group.MapPost("", ReceiveAsync).CountRefusals(ReportChannel.Api).WithMetadata(new TakesIdempotencyKey(LongestKey)).Accepts<SubmitReportRequest>("application/json").WithSummary("Report that a service is down, or works")
            .Produces<ReportAnswer>(StatusCodes.Status201Created)
            .Produces<ProofRequired>(StatusCodes.Status403Forbidden, "application/problem+json")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable)

            // Nothing that pages need: no cache, no compression, no second look at the answer.
            .ShortCircuit();
        group.MapPost("/batch", BatchApi.ReceiveAsync).CountRefusals(ReportChannel.Batch).RequireApiKey(ApiScopes.Ingest).Accepts<BatchLine>(BatchApi.MediaType).WithSummary("Many reports at once, one JSON object a line")
            .Produces<BatchAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        // Without these, routing would refuse other media types itself, and nobody would count them.
        group.MapPost("", () => BodyReader.WrongType()).CountRefusals(ReportChannel.Api).ExcludeFromDescription();
        group.MapPost("/batch", () => BatchApi.WrongType()).CountRefusals(ReportChannel.Batch).RequireApiKey(ApiScopes.Ingest).ExcludeFromDescription();
        return routes;
    }

    public static ReportRegion RegionOf(PlaceId place) => RegionCatalog.Instance.CountryOf(place) is { } country
        ? new ReportRegion(country.MacroRegion, country.Code, place.IsCountry ? null : place.ToString())
        : new ReportRegion(null, null, null);

    private static async Task<IResult> ReceiveAsync(HttpContext context, IIntake intake, Suspicion suspicion, NetworkThrottle throttle, IntakeMetrics metrics, CancellationToken cancellationToken)
    {
        var (body, problem) = await BodyReader.ReadAsync<SubmitReportRequest>(context.Request, cancellationToken);
        var address = context.Connection.RemoteIpAddress;
        var friction = suspicion.Of(address, body?.Service, body?.Altcha);
        throttle.Describe(context);
        switch (friction)
        {
            case Friction.Proof asked when throttle.AllowsQuestion(address):
                return ProofRequired.Of(asked);
            case Friction.Proof:
                return throttle.Refuse(context, throttle.UntilQuestion(address));
            case Friction.TooMany refused:
                return throttle.Refuse(context, refused.Wait);
        }

        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey)
        {
            return Problems.Invalid("Idempotency-Key", $"may have at most {LongestKey} characters");
        }

        if (body is null)
        {
            return problem!;
        }

        if (!TryReadKind(body.Kind, out var kind))
        {
            return Problems.Invalid("kind", "must be down or works");
        }

        var submission = new Submission(
            body.Service ?? "", kind, body.Problem, body.Location?.Latitude, body.Location?.Longitude, body.Location?.Country, body.Location?.Subdivision, body.Comment);
        var caller = new Caller(address, context.Request.Headers.UserAgent, key.Length == 0 ? null : key, PreferredLanguage.Of(context.Request), Link: LinkingSite.Of(context.Request));
        var result = await intake.ReceiveAsync(submission, caller, cancellationToken);
        if (result is IntakeResult.Stored)
        {
            metrics.Answered(ReportChannel.Api, result);
        }

        return Answer(result, context.Response);
    }

    internal static bool TryReadKind(string? text, out ReportKind kind)
    {
        kind = string.Equals(text, "works", StringComparison.Ordinal) ? ReportKind.Works : ReportKind.Down;
        return text is null or "down" or "works";
    }

    private static IResult Answer(IntakeResult result, HttpResponse response)
    {
        switch (result)
        {
            case IntakeResult.Stored stored:
                return new WholeJson<ReportAnswer>(
                    new ReportAnswer(
                        stored.Id, stored.Service.Slug, RegionOf(stored.Place), stored.Counted, stored.Counted ? null : "already-reported", stored.ReceivedAt),
                    StatusCodes.Status201Created);
            case IntakeResult.UnknownService unknown:
                return Problems.UnknownService(unknown.Service);
            case IntakeResult.Invalid invalid:
                return Problems.Invalid(invalid.Errors.ToDictionary(error => error.Key, error => new[] { error.Value.Describe() }, StringComparer.Ordinal));
            case IntakeResult.KeyConflict:
                return Problems.Of(
                    StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "The Idempotency-Key belongs to another report.", "Use a new key for a new report.");
            case IntakeResult.Busy busy:
                response.Headers.RetryAfter = ((int)busy.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return Problems.Busy();
            default:
                throw new InvalidOperationException($"No answer for {result.GetType().Name}.");
        }
    }
}
