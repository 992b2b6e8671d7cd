using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Reports.Web.Hosting;

/// <summary>Problem documents (RFC 9457). Every type is a relative reference under <c>/problems/</c>.</summary>
public static class Problems
{
    private const string Types = "/problems/";

    public static ProblemHttpResult Of(int status, string type, string title, string? detail = null, IDictionary<string, string[]>? errors = null)
    {
        var problem = new ProblemDetails { Status = status, Type = Types + type, Title = title, Detail = detail };
        if (errors is not null)
        {
            problem.Extensions["errors"] = errors;
        }

        return TypedResults.Problem(problem);
    }

    /// <summary>Gives answers that the framework makes itself a type of ours.</summary>
    public static void Customize(ProblemDetailsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.ProblemDetails is { Type: null or ['h', 't', 't', 'p', ..] } problem)
        {
            problem.Type = Types + WordOf(problem.Status);
        }

        if (Activity.Current is null)
        {
            // Without a trace the framework puts the number of the connection there, which counts those of all callers.
            context.ProblemDetails.Extensions.Remove("traceId");
        }

        if (context.ProblemDetails.Status == StatusCodes.Status503ServiceUnavailable && context.HttpContext.Response.Headers.RetryAfter.Count == 0)
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
        }
    }

    /// <summary>A wait as <c>Retry-After</c> has it: rounded up to whole seconds.</summary>
    public static string Seconds(TimeSpan wait) => ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The writer has no room or the database is away. Comes with <c>Retry-After</c>.</summary>
    public static ProblemHttpResult Busy() => Of(
        StatusCodes.Status503ServiceUnavailable, "busy", "The report could not be stored now.", "Send it again under the same Idempotency-Key: it counts once, even if it was stored after all.");

    /// <summary>The word that tells a problem from others: the last part of its type.</summary>
    public static string WordOf(ProblemDetails problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Type is { } type && type.StartsWith(Types, StringComparison.Ordinal) ? type[Types.Length..] : WordOf(problem.Status);
    }

    /// <summary>The word for an answer that says no more than its status.</summary>
    public static string WordOf(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "invalid-request",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status408RequestTimeout => "request-timeout",
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status431RequestHeaderFieldsTooLarge => "too-large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        StatusCodes.Status503ServiceUnavailable => "busy",
        _ => "internal-error",
    };

    public static ProblemHttpResult UnknownService(string slug) =>
        Of(StatusCodes.Status404NotFound, "unknown-service", "There is no such service.", $"No service has the slug '{slug}'. GET /api/v1/services lists them.");

    public static ProblemHttpResult UnknownOutage(Guid id) =>
        Of(StatusCodes.Status404NotFound, "unknown-outage", "There is no such outage.", $"No outage has the id {id}.");

    public static ProblemHttpResult Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    public static ProblemHttpResult Invalid(IDictionary<string, string[]> errors) =>
        Of(StatusCodes.Status400BadRequest, "invalid-request", "The request is not valid.", "See errors, per field.", errors);
}
