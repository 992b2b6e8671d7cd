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
}
