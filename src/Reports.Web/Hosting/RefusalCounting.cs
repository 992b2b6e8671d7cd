using Microsoft.AspNetCore.Http.HttpResults;
using Reports.Pipeline.Intake;

namespace Reports.Web.Hosting;

/// <summary>Counts the reports that an endpoint refuses by the word of its answer, so that a new reason is counted without a line here.</summary>
public static class RefusalCounting
{
    /// <summary>On a busy machine the server reads the end of a body that breaks off before it notices that the caller has gone.</summary>
    private static readonly TimeSpan Noticing = TimeSpan.FromMilliseconds(200);

    /// <summary>Must be the first filter. Pages carry no word: who answers with one counts it.</summary>
    public static RouteHandlerBuilder CountRefusals(this RouteHandlerBuilder builder, ReportChannel channel) => builder.AddEndpointFilter(async (context, next) =>
    {
        var metrics = context.HttpContext.RequestServices.GetRequiredService<IntakeMetrics>();
        try
        {
            var result = await next(context);
            Count(metrics, channel, result);
            return result;
        }
        catch (Exception exception)
        {
            await CountAsync(metrics, channel, exception, context.HttpContext);
            throw;
        }
    });

    /// <summary>Counts an answer that is a refusal.</summary>
    public static void Count(IntakeMetrics metrics, ReportChannel channel, object? result)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (WordOf(result) is { } reason)
        {
            metrics.Refused(channel, reason);
        }
    }

    /// <summary>Counts what went wrong on the way to an answer.</summary>
    public static async Task CountAsync(IntakeMetrics metrics, ReportChannel channel, Exception exception, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(context);
        metrics.Refused(channel, await HasGoneAsync(exception, context.RequestAborted) ? "aborted" : Problems.WordOf(ExpectedErrors.StatusOf(exception)));
    }

    /// <summary>Whether what went wrong is that nobody is there any more.</summary>
    internal static async Task<bool> HasGoneAsync(Exception exception, CancellationToken aborted)
    {
        if (exception is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest })
        {
            await Task.Delay(Noticing, TimeProvider.System, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return aborted.IsCancellationRequested;
    }

    private static string? WordOf(object? result) => result switch
    {
        ProblemHttpResult problem => Problems.WordOf(problem.ProblemDetails),
        StatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest and var status } => Problems.WordOf(status),
        _ => null,
    };
}
