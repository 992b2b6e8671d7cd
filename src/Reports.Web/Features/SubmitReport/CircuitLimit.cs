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
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Hub, StringComparison.OrdinalIgnoreCase), hub =>
        {
            // The hub has this of its own, but only behind us; without it nobody could tell a WebSocket from a header.
            hub.UseWebSockets();
            hub.Use(next => context => context.WebSockets.IsWebSocketRequest ? HoldAsync(context, slots, next)
                : IsQuestion(context) ? slots.IsFull ? RefuseAsync(context) : next(context)
                : IsTransport(context) ? NotOfferedAsync(context)
                : next(context));
        });
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
    private static bool IsQuestion(HttpContext context) => RestOf(context).Equals("negotiate", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whatever else goes to the address of the connection itself: polls, streams of events, and what is sent beside them.</summary>
    private static bool IsTransport(HttpContext context) => RestOf(context).Length == 0;

    /// <summary>What follows the name of the hub.</summary>
    private static string RestOf(HttpContext context) => context.Request.Path.Value![Hub.Length..].Trim('/');
}
