using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>Reading values off the chart of a service, and looking at a span from closer, by hand and by keyboard.</summary>
[Trait("Category", "Browser")]
public sealed class ChartTests(BlackoutSite site)
{
    [Fact]
    public async Task Values_are_read_out_under_the_pointer_and_by_keyboard()
    {
        var page = await site.OpenAsync("/services/zoom");
        var said = page.Locator("#chart-said");
        await page.Locator(".chart__plot").ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator(".chart__plot").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + 40);
        await Assertions.Expect(said).ToContainTextAsync("usual");
        var middle = await said.TextContentAsync();

        await page.Locator("#chart-at").FocusAsync();
        await Assertions.Expect(page.Locator("#chart-at")).ToHaveAttributeAsync("aria-valuetext", middle!);
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(said).Not.ToHaveTextAsync(middle!);
        Assert.Equal(await said.TextContentAsync(), await page.Locator("#chart-at").GetAttributeAsync("aria-valuetext"));
        await page.Keyboard.PressAsync("Home");
        Assert.Equal("0%", await page.Locator(".chart__cross").GetAttributeAsync("x1"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_drag_and_the_plus_key_show_a_span_from_closer_and_back_leads_back()
    {
        var page = await site.OpenAsync("/services/zoom");
        await page.Locator(".chart__plot").ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator(".chart__plot").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width * .5f, box.Y + 60);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width * .8f, box.Y + 60, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync(url => url.Contains("from=", StringComparison.Ordinal), new() { Timeout = 8000 });
        var dragged = page.Url;

        await page.Locator("#chart-at").FocusAsync();
        await page.Keyboard.PressAsync("+");
        await page.WaitForURLAsync(url => !string.Equals(url, dragged, StringComparison.Ordinal));
        await page.GoBackAsync();
        await page.GoBackAsync();
        await page.WaitForURLAsync("**/services/zoom");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_span_names_the_day_it_ends_on_that_day_too()
    {
        var page = await site.OpenAsync("about:blank");
        await page.GotoAsync("/services/zoom?range=7d");
        var end = await page.Locator("#chart > p time").Nth(1).GetAttributeAsync("datetime");
        await page.Clock.SetFixedTimeAsync(end!);
        await page.ReloadAsync();
        foreach (var time in await page.Locator("#chart > p time").AllTextContentsAsync())
        {
            Assert.Contains(" on ", time, StringComparison.Ordinal);
        }

        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/services/zoom?range=7d", false), InlineData("/ar/services/zoom?range=30d", true)]
    public async Task Longer_spans_are_accessible_and_fit_the_smallest_phone(string path, bool dark)
    {
        var page = await site.OpenAsync(path, dark, width: 320);
        await Axe.AssertAccessibleAsync(page);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await page.Context.CloseAsync();
    }
}
