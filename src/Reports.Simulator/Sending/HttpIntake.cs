using System.Net;
using System.Net.Http.Json;
using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Scenarios.Playing;

namespace Reports.Simulator.Sending;

/// <summary>The intake of a site elsewhere, so that the same runner plays scenarios inside the site and from outside.</summary>
internal sealed class HttpIntake(SiteClient site, ServiceCatalog services, StatusTally tally, TimeProvider time) : IIntake
{
    public bool IsFull => false;

    public async Task<IntakeResult> ReceiveAsync(Submission submission, Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await site.ReportAsync(new SimulatedReport(time.GetUtcNow(), submission, caller), cancellationToken);
            tally.Add(response.StatusCode);
            switch (response.StatusCode)
            {
                case HttpStatusCode.Created:
                    var answer = await response.Content.ReadFromJsonAsync<Answer>(SiteClient.Json, cancellationToken)
                        ?? throw new HttpRequestException("The site answered 201 without a body.");
                    return new IntakeResult.Stored(answer.Id, services.Find(submission.Service)!, PlaceId.Unknown, answer.Counted, answer.ReceivedAt);
                case HttpStatusCode.NotFound:
                    return new IntakeResult.UnknownService(submission.Service);
                case HttpStatusCode.UnprocessableEntity:
                    return new IntakeResult.KeyConflict();
                case var status when SiteClient.AsksToWait(status):
                    return new IntakeResult.Busy(SiteClient.RetryAfter(response, time.GetUtcNow()));
                case >= HttpStatusCode.InternalServerError:
                    throw new HttpRequestException($"The site answered {(int)response.StatusCode}.");
                default:
                    return new IntakeResult.Invalid(new Dictionary<string, InvalidReason>(StringComparer.Ordinal));
            }
        }
        catch (Exception exception) when (exception is HttpRequestException { StatusCode: null, HttpRequestError: not HttpRequestError.Unknown } or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            tally.Add(exception);
            throw;
        }
    }

    private sealed record Answer(Guid Id, bool Counted, DateTimeOffset ReceivedAt);
}
