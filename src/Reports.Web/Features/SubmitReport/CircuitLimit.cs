namespace Reports.Web.Features.SubmitReport;

/// <summary>Asks <see cref="CircuitSlots"/> before a connection of the guided form is opened.</summary>
public static class CircuitLimit
{
    private const string Hub = "/_blazor";
    private const string Later = "30";

    /// <summary>Turns connections away that would become a circuit too many. Those that are open go on.</summary>
    public static void UseCircuitLimit(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var slots = app.Services.GetRequiredService<CircuitSlots>();
        app.Use(next => context => !context.Request.Path.StartsWithSegments(Hub, StringComparison.OrdinalIgnoreCase, out var rest) ? next(context)
            : IsConnection(context.Request, rest) ? HoldAsync(context, slots, next)
            : IsQuestion(rest) && slots.IsFull ? RefuseAsync(context)
            : next(context));
    }

    /// <summary>A connection's request lasts as long as it does.</summary>
    private static async Task HoldAsync(HttpContext context, CircuitSlots slots, RequestDelegate next)
    {
        if (!slots.TryEnter())
        {
            await RefuseAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            slots.Leave();
        }
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = Later;
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    /// <summary>A browser asks for the terms before it connects.</summary>
    private static bool IsQuestion(PathString rest) => rest.Value?.Trim('/') is { } name && name.Equals("negotiate", StringComparison.OrdinalIgnoreCase);

    /// <summary>All that begins a connection or is one. Where there are no WebSockets, a browser asks again and again with its id; then its circuit is what counts.</summary>
    private static bool IsConnection(HttpRequest request, PathString rest) =>
        rest.Value?.Trim('/') is null or "" && !HttpMethods.IsPost(request.Method) && !HttpMethods.IsDelete(request.Method)
        && (string.IsNullOrEmpty(request.Query["id"]) || request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(request.Method) || request.Headers.Accept.ToString().Contains("event-stream", StringComparison.Ordinal));
}
