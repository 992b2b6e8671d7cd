using System.ComponentModel.DataAnnotations;
using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Outages;
using Reports.Web.Api;
using Reports.Web.Features.Outages;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Services;

/// <param name="Status">investigating, identified, monitoring or resolved.</param>
/// <param name="Language">BCP 47, such as <c>en</c>.</param>
/// <param name="At">When the provider said it; now where left out.</param>
public sealed record OfficialUpdateRequest(
    [property: Required, AllowedValues("investigating", "identified", "monitoring", "resolved")] string? Status = null,
    [property: Required, MaxLength(OfficialUpdatesApi.LongestText)] string? Text = null, [property: Required, MaxLength(OfficialUpdatesApi.LongestLanguage)] string? Language = null, string? Url = null, DateTimeOffset? At = null);

internal static class OfficialUpdatesApi
{
    internal const int LongestText = 4000, LongestLanguage = 16;

    public static async Task<IResult> AddAsync(
        string slug, HttpRequest request, ServiceCatalog catalog, OfficialUpdates updates, TimeProvider time, CancellationToken cancellationToken)
    {
        if (catalog.Find(slug) is not { } service)
        {
            return Problems.UnknownService(slug);
        }

        var (body, problem) = await BodyReader.ReadAsync<OfficialUpdateRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var now = time.GetUtcNow();
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!Words.TryRead(body.Status, out Domain.Outages.OfficialStatus status))
        {
            errors["status"] = ["must be investigating, identified, monitoring or resolved"];
        }

        if (string.IsNullOrWhiteSpace(body.Text) || body.Text.Length > LongestText || !PlainText.Is(body.Text))
        {
            errors["text"] = [$"is required, plain text of at most {LongestText} characters"];
        }

        if (string.IsNullOrWhiteSpace(body.Language) || body.Language.Length > LongestLanguage || !body.Language.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-'))
        {
            errors["language"] = ["is required, such as en"];
        }

        if (body.Url is not null && !(Uri.TryCreate(body.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && body.Url.Length <= 2000 && PlainText.Is(body.Url)))
        {
            errors["url"] = ["must be an http or https address"];
        }

        if (body.At > now.AddMinutes(5) || body.At < DateTimeOffset.UnixEpoch)
        {
            errors["at"] = ["must lie neither in the future nor before 1970"];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        var update = await updates.AddAsync(
            service, status, body.Text!.Trim(), body.Language!, body.Url, (body.At ?? now).ToUniversalTime(), simulated: false, cancellationToken);
        return TypedResults.Created($"/api/v1/services/{slug}", OfficialUpdateAnswer.Of(update));
    }
}
