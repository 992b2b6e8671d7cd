using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Reports.Pipeline.Intake;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// Takes one report over the API. In the largest crowd this is what runs most, and every method that waits for the commit costs a report something: so it counts its refusals itself, and has what it
/// needs from the start (docs/decisions/0031).
/// </summary>
public sealed class ReportApiEndpoint(IIntake intake, Suspicion suspicion, NetworkThrottle throttle, IntakeMetrics metrics, IOptions<JsonOptions> json)
{
    public const int LongestKey = 255;

    public async Task<IResult> ReceiveAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var (body, problem) = await BodyReader.ReadAsync<SubmitReportRequest>(context.Request, CancellationToken.None);
            if (Refusal(context, body, problem) is { } refusal)
            {
                RefusalCounting.Count(metrics, ReportChannel.Api, refusal);
                return refusal;
            }

            var result = await intake.ReceiveAsync(SubmissionOf(body!), CallerOf(context), context.RequestAborted);
            metrics.Answered(ReportChannel.Api, result);
            return Answer(result, context.Response);
        }
        catch (Exception exception)
        {
            await RefusalCounting.CountAsync(metrics, ReportChannel.Api, exception, context);
            throw;
        }
    }

    /// <summary>The answer to a report that is not even looked at; null for all others.</summary>
    private IResult? Refusal(HttpContext context, SubmitReportRequest? body, IResult? problem)
    {
        var address = context.Connection.RemoteIpAddress;
        var friction = suspicion.Of(address, body?.Service, body?.Altcha);
        throttle.Describe(context);
        return friction switch
        {
            Friction.Proof asked when throttle.AllowsQuestion(address) => ProofRequired.Of(asked),
            Friction.Proof => throttle.Refuse(context, throttle.UntilQuestion(address)),
            Friction.TooMany refused => throttle.Refuse(context, refused.Wait),
            _ when KeyOf(context.Request).Length > LongestKey => Problems.Invalid("Idempotency-Key", $"may have at most {LongestKey} characters"),
            _ when body is null => problem,
            _ when !ReportsApi.TryReadKind(body.Kind, out _) => Problems.Invalid("kind", "must be down or works"),
            _ => null,
        };
    }

    private static Submission SubmissionOf(SubmitReportRequest body)
    {
        ReportsApi.TryReadKind(body.Kind, out var kind);
        return new Submission(
            body.Service ?? "", kind, body.Problem, body.Location?.Latitude, body.Location?.Longitude, body.Location?.Country, body.Location?.Subdivision, body.Comment);
    }

    private static Caller CallerOf(HttpContext context)
    {
        var (request, key) = (context.Request, KeyOf(context.Request));
        return new Caller(context.Connection.RemoteIpAddress, request.Headers.UserAgent, key.Length == 0 ? null : key, PreferredLanguage.Of(request), Link: LinkingSite.Of(request));
    }

    private static string KeyOf(HttpRequest request) => request.Headers["Idempotency-Key"].ToString();

    private IResult Answer(IntakeResult result, HttpResponse response)
    {
        switch (result)
        {
            case IntakeResult.Stored stored:
                return new WholeJson<ReportAnswer>(
                    new ReportAnswer(
                        stored.Id, stored.Service.Slug, ReportsApi.RegionOf(stored.Place), stored.Counted, stored.Counted ? null : "already-reported", stored.ReceivedAt),
                    StatusCodes.Status201Created, json.Value.SerializerOptions);
            case IntakeResult.UnknownService unknown:
                return Problems.UnknownService(unknown.Service);
            case IntakeResult.Invalid invalid:
                return Problems.Invalid(invalid.Errors.ToDictionary(error => error.Key, error => new[] { error.Value.Describe() }, StringComparer.Ordinal));
            case IntakeResult.KeyConflict:
                return Problems.Of(
                    StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "The Idempotency-Key belongs to another report.", "Use a new key for a new report.");
            case IntakeResult.Busy busy:
                response.Headers.RetryAfter = Problems.Seconds(busy.RetryAfter);
                return Problems.Busy();
            default:
                throw new InvalidOperationException($"No answer for {result.GetType().Name}.");
        }
    }
}
