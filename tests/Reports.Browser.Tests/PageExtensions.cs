using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Reports.Browser.Tests;

internal static class PageExtensions
{
    /// <summary>Shows an answer that a browser would not get by itself, as the page of the address to which reports are posted.</summary>
    public static async Task ShowAsync(this IPage page, string answer)
    {
        await page.RouteAsync("**/report", route => route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = answer }));
        await page.GotoAsync("/report");
    }

    /// <summary>What the page and its circuit say to each other arrives this much later, in its order.</summary>
    public static Task SlowCircuitAsync(this IPage page, TimeSpan late) => page.RouteWebSocketAsync(new Regex("/_blazor", RegexOptions.None, TimeSpan.FromSeconds(1)), socket =>
    {
        var server = socket.ConnectToServer();
        socket.OnMessage(Late(server, late));
        server.OnMessage(Late(socket, late));
    });

    /// <summary>Waits until an expression is true. The browser's own waiting would compile it in the page, which the policy of the site refuses.</summary>
    public static async Task UntilAsync(this IPage page, string expression)
    {
        for (var left = 200; !await page.EvaluateAsync<bool>(expression); left--)
        {
            Assert.True(left > 0, $"Never came: {expression}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static Action<IWebSocketFrame> Late(IWebSocketRoute to, TimeSpan late)
    {
        var last = Task.CompletedTask;
        return frame => last = SendAsync(Task.WhenAll(last, Task.Delay(late, TimeProvider.System)), frame);

        async Task SendAsync(Task turn, IWebSocketFrame frame)
        {
            await turn;
            if (frame.Binary is { } bytes)
            {
                to.Send(bytes);
            }
            else
            {
                to.Send(frame.Text ?? "");
            }
        }
    }
}
