using Reports.Data;

namespace Reports.Web.Hosting;

/// <summary>A read that the database cannot answer now is a 503 and no mistake of ours: not an entry in the log for each of them.</summary>
internal static class DatabaseAway
{
    public static ExceptionHandlerOptions Handling => new()
    {
        StatusCodeSelector = exception => DatabaseErrors.IsAway(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        SuppressDiagnosticsCallback = context => DatabaseErrors.IsAway(context.Exception),
    };
}
