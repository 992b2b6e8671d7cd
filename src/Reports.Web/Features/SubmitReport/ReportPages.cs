using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Reports.Domain.Catalog;
using Reports.Pipeline.Status;
using Reports.Web.Components;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <summary>The pages around a report. They belong to one person, so nobody may keep a copy of them.</summary>
public sealed class ReportPages(Languages languages, StatusBoardHolder boards, ServiceCatalog catalog, ReporterCookie reporter, CircuitSlots circuits)
{
    /// <summary>The form as it is first shown; with JavaScript the guided one takes its place, unless too many people have it.</summary>
    /// <param name="isPlaceKnown">False where the country is that of the browser's language: its time zone knows better.</param>
    public IResult Start(HttpContext http, string? prefix, ReportInput input, bool isUnknown, bool isPlaceKnown) => Render<ReportPage>(
        http, prefix, isUnknown ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
        (nameof(ReportPage.Service), catalog.Find(input.Service)), (nameof(ReportPage.Input), input),
        (nameof(ReportPage.Errors), isUnknown ? ReportErrors.UnknownService : ReportErrors.None),
        (nameof(ReportPage.Visitor), circuits.IsFull
            ? null
            : new Visitor(http.Connection.RemoteIpAddress?.ToString(), http.Request.Headers.UserAgent, http.Request.Host.Host, reporter.ReadOrClear(http), isPlaceKnown)));

    /// <summary>The form again, with everything that was filled in.</summary>
    /// <param name="wait">Set where the report could not be taken now.</param>
    public IResult Form(
        HttpContext http, string? prefix, ReportInput input, IReadOnlyDictionary<string, string> errors, TimeSpan? wait = null, int status = StatusCodes.Status200OK) =>
        Render<ReportPage>(
            http, prefix, status, (nameof(ReportPage.Service), catalog.Find(input.Service)), (nameof(ReportPage.Input), input),
            (nameof(ReportPage.Errors), errors), (nameof(ReportPage.Wait), wait));

    public IResult Sent(HttpContext http, string? prefix, MonitoredService service, ReportFeedback feedback, ReportInput input) => Render<ReportSentPage>(
        http, prefix, StatusCodes.Status200OK,
        (nameof(ReportSentPage.Service), service), (nameof(ReportSentPage.Feedback), feedback), (nameof(ReportSentPage.Input), input));

    public IResult Confirm(HttpContext http, string? prefix, ReportInput input, string token) => Render<ReportConfirmPage>(
        http, prefix, StatusCodes.Status200OK,
        (nameof(ReportConfirmPage.Service), catalog.Find(input.Service)), (nameof(ReportConfirmPage.Input), input), (nameof(ReportConfirmPage.Token), token));

    /// <summary>Asks for a proof of work, or for a wait where the browser cannot make one.</summary>
    public IResult Proof(HttpContext http, string? prefix, ReportInput input, Friction.Proof asked, string confirm) => Render<ReportProofPage>(
        http, prefix, StatusCodes.Status403Forbidden,
        (nameof(ReportProofPage.Service), catalog.Find(input.Service)), (nameof(ReportProofPage.Input), input), (nameof(ReportProofPage.Asked), asked), (nameof(ReportProofPage.Confirm), confirm));

    public IResult Refused(HttpContext http, string? prefix) => Render<ReportRefusedPage>(http, prefix, StatusCodes.Status403Forbidden);

    private RazorComponentResult<TPage> Render<TPage>(HttpContext http, string? prefix, int status, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : IComponent
    {
        var page = PageContext.Of(http, languages, boards.Current, prefix);
        http.Response.Headers.ContentLanguage = page.Texts.Language;
        http.Response.Headers.CacheControl = "no-store";
        var all = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(PageView.Page)] = page };
        foreach (var (name, value) in parameters)
        {
            all[name] = value;
        }

        return new RazorComponentResult<TPage>(all) { StatusCode = status, PreventStreamingRendering = true };
    }
}
