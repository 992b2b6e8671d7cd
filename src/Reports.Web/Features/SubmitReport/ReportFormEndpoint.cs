using Microsoft.Extensions.Options;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Places;
using Reports.Pipeline.Status;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <summary>Takes every form of the site that needs no JavaScript: the one-tap boxes, the plain form, "it works again".</summary>
public sealed class ReportFormEndpoint(
    IIntake intake, Suspicion suspicion, NetworkThrottle throttle, IntakeMetrics metrics, AddressCountry addresses, StatusBoardHolder boards, Languages languages, ConfirmTokens confirm, ReporterCookie reporter, ReportPages pages,
    IOptions<IntakeOptions> options)
{
    public async Task<IResult> ReceiveAsync(HttpContext http, string? prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        var (form, unreadable) = await FormReader.ReadAsync(http.Request, cancellationToken);
        if (form is null)
        {
            return Results.StatusCode(unreadable);
        }

        var input = ReportInput.Read(form);
        if (input is { Country: null, Subdivision: null })
        {
            input = input with { Country = PlaceGuess.InPlaceOfAddress(http, addresses, form["timeZone"]) };
        }

        switch (PostOrigins.Of(http.Request))
        {
            case PostOrigin.Foreign:
                metrics.Refused(ReportChannel.Form, "foreign-origin");
                return pages.Refused(http, prefix);
            case PostOrigin.Unknown when !confirm.Accepts(form[ConfirmTokens.Field], http):
                return pages.Confirm(http, prefix, input.WithKey(), confirm.Issue(http));
            case PostOrigin.Unknown or PostOrigin.Own:
            default:
                if (intake.IsFull)
                {
                    // Before a proof or a wait is spent on a report that could not be taken.
                    var full = new IntakeResult.Busy(options.Value.RetryAfter);
                    metrics.Answered(ReportChannel.Form, full);
                    return Busy(http, prefix, input, full);
                }

                var friction = suspicion.Of(http, input.Service, form);
                throttle.Describe(http, (friction as Friction.TooMany)?.Wait);
                switch (friction)
                {
                    case Friction.Proof asked:
                        metrics.Refused(ReportChannel.Form, ProofRequired.Refusal);
                        return pages.Proof(http, prefix, input.WithKey(), asked, confirm.Issue(http));
                    case Friction.TooMany refused:
                        metrics.Refused(ReportChannel.Form, NetworkThrottle.Refusal);
                        return pages.Form(http, prefix, input.WithKey(), ReportErrors.None, refused.Wait, StatusCodes.Status429TooManyRequests);
                    default:
                        return await SendAsync(http, prefix, input, cancellationToken);
                }
        }
    }

    private async Task<IResult> SendAsync(HttpContext http, string? prefix, ReportInput input, CancellationToken cancellationToken)
    {
        var result = await SubmitAsync(http, prefix, input, cancellationToken);
        if (result is IntakeResult.KeyConflict)
        {
            // Somebody went back, changed the form and sent it again: that is another report, and the window sees to it that it counts once.
            input = input.WithNewKey();
            result = await SubmitAsync(http, prefix, input, cancellationToken);
        }

        metrics.Answered(ReportChannel.Form, result);
        switch (result)
        {
            case IntakeResult.Stored stored:
                if (stored.FirstPartyId is { } id)
                {
                    reporter.Keep(http.Response, id);
                    throttle.GaveId(http.Connection.RemoteIpAddress);
                }

                var feedback = ReportFeedback.Of(stored, input.Works, boards.Current, options.Value.DedupeWindow, languages.For(http.Request, prefix));
                return pages.Sent(http, prefix, stored.Service, feedback, input);
            case IntakeResult.UnknownService:
                return pages.Form(http, prefix, input with { Service = null }, ReportErrors.UnknownService, status: StatusCodes.Status404NotFound);
            case IntakeResult.Invalid invalid:
                return pages.Form(http, prefix, input, ReportErrors.Of(invalid), status: StatusCodes.Status400BadRequest);
            case IntakeResult.Busy busy:
                return Busy(http, prefix, input, busy);
            default:
                throw new InvalidOperationException($"No page for {result.GetType().Name}.");
        }
    }

    private Task<IntakeResult> SubmitAsync(HttpContext http, string? prefix, ReportInput input, CancellationToken cancellationToken)
    {
        var caller = new Caller(
            http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent, input.Key, languages.For(http.Request, prefix).Language, Link: LinkingSite.Of(http.Request, input.From),
            FirstPartyId: reporter.Read(http.Request), KeepsId: throttle.HasRoomForId(http.Connection.RemoteIpAddress));
        return intake.ReceiveAsync(input.ToSubmission(), caller, cancellationToken);
    }

    private IResult Busy(HttpContext http, string? prefix, ReportInput input, IntakeResult.Busy busy)
    {
        http.Response.Headers.RetryAfter = Problems.Seconds(busy.RetryAfter);
        return pages.Form(http, prefix, input.WithKey(), ReportErrors.None, busy.RetryAfter, StatusCodes.Status503ServiceUnavailable);
    }
}
