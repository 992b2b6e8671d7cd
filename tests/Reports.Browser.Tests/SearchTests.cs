using Microsoft.Playwright;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>Services are suggested while somebody types; from home to a counted report without script is in <see cref="KeyboardTests"/>.</summary>
[Trait("Category", "Browser")]
public sealed class SearchTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const string Options = "[role=listbox] [role=option]";

    [Fact]
    public async Task A_service_is_found_with_a_slip_and_reached_by_keyboard()
    {
        var page = await OpenAsync("/it");
        await page.Locator("#query").PressSequentiallyAsync("whatsp");
        await Assertions.Expect(page.Locator(Options)).ToHaveTextAsync(["WhatsApp Niente di insolito"]);
        await Assertions.Expect(page.Locator("#query")).ToHaveAttributeAsync("aria-expanded", "true");
        await Axe.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("[aria-selected=true]")).ToHaveIdAsync((await page.Locator("#query").GetAttributeAsync("aria-activedescendant"))!);
        await Axe.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/it/services/whatsapp");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Escape_and_leaving_close_the_list_and_Enter_without_a_choice_searches()
    {
        var page = await OpenAsync("/");
        await page.Locator("#query").PressSequentiallyAsync("o");
        await page.Locator(Options).First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("[role=listbox]")).ToHaveCountAsync(0);
        Assert.Equal("o", await page.Locator("#query").InputValueAsync());
        Assert.Null(await page.Locator("#query").GetAttributeAsync("role"));

        await page.Locator("#query").PressSequentiallyAsync("o");
        await page.Locator(Options).First.WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("[role=listbox]")).ToHaveCountAsync(0);

        await page.Locator("#query").FillAsync("oo");
        await page.Locator(Options).First.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/?query=oo");
        await Assertions.Expect(page.Locator("#found")).ToContainTextAsync("Zoom");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_press_leads_there_and_the_list_outlives_news()
    {
        var page = await OpenAsync("/ar", width: 320);
        await page.Locator("#query").PressSequentiallyAsync("zo");
        var zoom = page.Locator(Options).First;
        await zoom.WaitForAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        var shown = site.Show(SampleBoards.Calm());

        // The site keeps a page for two seconds.
        await Task.Delay(TimeSpan.FromSeconds(2.2), TimeProvider.System, TestContext.Current.CancellationToken);
        await page.EvaluateAsync("document.dispatchEvent(new Event('reports:moved'))");
        await page.UntilAsync($"new Date(document.querySelector('#content').dataset.board) >= new Date('{shown.At:O}')");
        await Assertions.Expect(zoom).ToBeVisibleAsync();
        await zoom.ClickAsync();
        await page.WaitForURLAsync("**/ar/services/zoom");
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string path, int width = 1280)
    {
        site.Show(SampleBoards.Calm());
        return await site.OpenAsync(path, width: width);
    }
}
