namespace Reports.Web.Features.SubmitReport;

/// <summary>
/// Asks <see cref="CircuitSlots"/> before a connection of the guided form is opened. Only WebSockets are offered: one lasts as long as its request. Polls that come and go could
/// open any number of circuits while none of them is there, and who has no WebSockets keeps the plain form.
/// </summary>
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
            : IsWebSocket(context.Request) ? HoldAsync(context, slots, next)
            : IsQuestion(rest) ? slots.IsFull ? RefuseAsync(context) : next(context)
            : IsTransport(rest) ? NotOfferedAsync(context)
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

    private static Task NotOfferedAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>A browser asks for the terms before it connects.</summary>
    private static bool IsQuestion(PathString rest) => rest.Value?.Trim('/') is { } name && name.Equals("negotiate", StringComparison.OrdinalIgnoreCase);

    private static bool IsWebSocket(HttpRequest request) => request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(request.Method);

    /// <summary>Whatever else goes to the address of the connection itself: polls, streams of events, and what is sent beside them.</summary>
    private static bool IsTransport(PathString rest) => rest.Value?.Trim('/') is null or "";
}
