using Reports.Data;

namespace Reports.Web.Hosting;

/// <summary>
/// What goes wrong and is no mistake of ours, told as what it is: a read that the database cannot answer now, a body that breaks off, comes too slowly
/// or is no HTTP. It protects the log, in which strangers could otherwise write an error with each request.
/// </summary>
internal static class ForeignFaults
{
    public static ExceptionHandlerOptions Handling => new()
    {
        StatusCodeSelector = exception => StatusOf(exception) ?? StatusCodes.Status500InternalServerError,
        SuppressDiagnosticsCallback = context => StatusOf(context.Exception) is not null,
    };

    private static int? StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException broken => broken.StatusCode,
        _ when DatabaseErrors.IsAway(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };
}
