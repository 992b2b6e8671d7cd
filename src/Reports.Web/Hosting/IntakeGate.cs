using System.Text.Json;
using Microsoft.Extensions.Options;
using Reports.Pipeline.Intake;

namespace Reports.Web.Hosting;

/// <summary>
/// Turns reports away before anything is made of them, while the writer has no room: in the largest crowd most are refused, and what a refusal costs is
/// taken from those who are stored and those who read. The answer is the one of <see cref="Problems"/>, made once.
/// </summary>
public static class IntakeGate
{
    public static void UseIntakeGate(this WebApplication app, string path)
    {
        ArgumentNullException.ThrowIfNull(app);
        var intake = app.Services.GetRequiredService<IIntake>();
        var metrics = app.Services.GetRequiredService<IntakeMetrics>();
        var wait = Problems.Seconds(app.Services.GetRequiredService<IOptions<IntakeOptions>>().Value.RetryAfter);
        var problem = Problems.Busy().ProblemDetails;
        var (body, busy) = (JsonSerializer.SerializeToUtf8Bytes(problem, JsonSerializerOptions.Web), Problems.WordOf(problem));
        app.Use(next => context =>
        {
            var request = context.Request;
            if (!HttpMethods.IsPost(request.Method) || !request.Path.Equals(path, StringComparison.OrdinalIgnoreCase) || !intake.IsFull)
            {
                return next(context);
            }

            metrics.Refused(ReportChannel.Api, busy);
            var response = context.Response;
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.ContentType = "application/problem+json";
            response.ContentLength = body.Length;
            response.Headers.RetryAfter = wait;
            response.Headers.XContentTypeOptions = "nosniff";
            return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
        });
    }
}
