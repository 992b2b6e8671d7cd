namespace Reports.Web.Features.SubmitReport;

public static class CircuitLimit
{
    private const string Hub = "/_blazor";

    /// <summary>Turns connections away that would become a circuit too many. Those that are open go on.</summary>
    public static void UseCircuitLimit(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var slots = app.Services.GetRequiredService<CircuitSlots>();
        app.Use(next => context =>
        {
            if (!IsNew(context.Request) || slots.TryPromise())
            {
                return next(context);
            }

            context.Response.Headers.RetryAfter = "30";
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
    }

    /// <summary>A connection begins with a question for its terms, or without one where it names no id.</summary>
    private static bool IsNew(HttpRequest request) =>
        request.Path.StartsWithSegments(Hub, StringComparison.OrdinalIgnoreCase, out var rest) && (rest.Equals("/negotiate", StringComparison.OrdinalIgnoreCase) || (!rest.HasValue && !request.Query.ContainsKey("id")));
}
