using Reports.Data;

namespace Reports.Web.Hosting;

/// <summary>
/// What is no mistake of ours, and no entry in the log for each time: a read that the database cannot answer now is a 503, and a body that comes too slowly
/// or broken is what the server says of it.
/// </summary>
internal static class ExpectedErrors
{
    public static ExceptionHandlerOptions Handling => new()
    {
        StatusCodeSelector = exception => StatusOf(exception) ?? StatusCodes.Status500InternalServerError,
        SuppressDiagnosticsCallback = context => StatusOf(context.Exception) is not null,
    };

    /// <summary>Null where nobody expected it.</summary>
    public static int? StatusOf(Exception exception) =>
        exception is BadHttpRequestException bad ? bad.StatusCode

        // What Kestrel makes of a chunk that says it has more than two gigabytes.
        : exception is IOException { InnerException: OverflowException } ? StatusCodes.Status400BadRequest
        : DatabaseErrors.IsAway(exception) ? StatusCodes.Status503ServiceUnavailable
        : null;
}
