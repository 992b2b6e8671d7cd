using Microsoft.AspNetCore.Http.HttpResults;
using Reports.Pipeline.Intake;

namespace Reports.Web.Hosting;

/// <summary>Counts the reports that an endpoint refuses by the word of its answer, so that a new reason is counted without a line here.</summary>
public static class RefusalCounting
{
    /// <summary>Must be the first filter. Pages carry no word: who answers with one counts it.</summary>
    public static RouteHandlerBuilder CountRefusals(this RouteHandlerBuilder builder, ReportChannel channel) => builder.AddEndpointFilter(async (context, next) =>
    {
        var metrics = context.HttpContext.RequestServices.GetRequiredService<IntakeMetrics>();
        try
        {
            var result = await next(context);
            if (WordOf(result) is { } reason)
            {
                metrics.Refused(channel, reason);
            }

            return result;
        }
        catch (Exception exception)
        {
            metrics.Refused(channel, context.HttpContext.RequestAborted.IsCancellationRequested ? "aborted" : Problems.WordOf(ExpectedErrors.StatusOf(exception)));
            throw;
        }
    });

    private static string? WordOf(object? result) => result switch
    {
        ProblemHttpResult problem => Problems.WordOf(problem.ProblemDetails),
        StatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest and var status } => Problems.WordOf(status),
        _ => null,
    };
}
