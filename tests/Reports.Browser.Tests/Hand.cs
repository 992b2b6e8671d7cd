using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>Fingers on one element of a page, counted from its middle; the browser's own touch events, not those of a script.</summary>
internal sealed class Hand
{
    private const int Steps = 6;
    private readonly IPage _page;
    private readonly ICDPSession _browser;
    private readonly string _selector;

    private Hand(IPage page, ICDPSession browser, string selector) => (_page, _browser, _selector) = (page, browser, selector);

    public static async Task<Hand> OnAsync(IPage page, string selector)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = true, ["maxTouchPoints"] = 2 });
        await page.Locator(selector).EvaluateAsync("element => element.scrollIntoView({ block: 'center' })");
        return new Hand(page, browser, selector);
    }

    /// <summary>Each finger from one point to another, all at once.</summary>
    public async Task DragAsync(params (float FromX, float FromY, float ToX, float ToY)[] fingers)
    {
        var (x, y) = await MiddleAsync(_selector);
        object[] At(float part) => [.. fingers.Select((finger, id) => (object)new
        {
            x = x + finger.FromX + ((finger.ToX - finger.FromX) * part), y = y + finger.FromY + ((finger.ToY - finger.FromY) * part), id,
        })];
        await SendAsync("touchStart", At(0));
        for (var step = 1; step <= Steps; step++)
        {
            await SendAsync("touchMove", At(step / (float)Steps));
        }

        await SendAsync("touchEnd", []);
    }

    public async Task TapAsync(float fromMiddleX, float fromMiddleY)
    {
        var (x, y) = await MiddleAsync(_selector);
        await TapAtAsync(x + fromMiddleX, y + fromMiddleY);
    }

    /// <summary>On the middle of another element.</summary>
    public async Task TapOnAsync(string selector)
    {
        var (x, y) = await MiddleAsync(selector);
        await TapAtAsync(x, y);
    }

    private async Task TapAtAsync(float x, float y)
    {
        await SendAsync("touchStart", [new { x, y, id = 0 }]);
        await SendAsync("touchEnd", []);
    }

    private async Task<(float X, float Y)> MiddleAsync(string selector)
    {
        var box = await _page.Locator(selector).First.BoundingBoxAsync() ?? throw new InvalidOperationException($"{selector} is not seen.");
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private Task SendAsync(string type, object[] points) => _browser.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });
}
