using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>Putting an embed together, with and without JavaScript.</summary>
[Trait("Category", "Browser")]
[Collection(typeof(Clipboard))]
public sealed class BuilderTests(BlackoutSite site)
{
    [Fact]
    public async Task A_choice_shows_at_once_and_the_code_is_copied()
    {
        var page = await site.OpenAsync("/widget?service=zoom");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Locator("#lang").SelectOptionAsync("ar");
        await Assertions.Expect(page.Locator("#code-frame")).ToContainTextAsync("lang=ar");
        await Assertions.Expect(page.FrameLocator("#preview").Locator("html")).ToHaveAttributeAsync("dir", "rtl");

        await page.Locator("#style").SelectOptionAsync("for-the-badge");
        await Assertions.Expect(page.Locator("#code-badge")).ToContainTextAsync("style=for-the-badge");
        await page.UntilAsync("document.querySelector('#result img').naturalHeight === 28");

        await page.Locator("[data-copy=code-element]").ClickAsync();
        await Assertions.Expect(page.Locator("#said")).Not.ToBeEmptyAsync();
        Assert.Equal(await page.Locator("#code-element").TextContentAsync(), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Axe.AssertAccessibleAsync(page);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_form_asks_for_the_same()
    {
        var page = await site.OpenAsync("/it/widget", dark: true, width: 320, script: false);
        await page.Locator("#service").SelectOptionAsync("zoom");
        await page.Locator("#region").SelectOptionAsync("IT");
        await page.Locator("form#builder button").ClickAsync();

        await Assertions.Expect(page.Locator("#code-element")).ToContainTextAsync("service=\"zoom\" region=\"IT\"");
        await Assertions.Expect(page.FrameLocator("#preview").Locator("h1")).ToContainTextAsync("Zoom");
        await page.Context.CloseAsync();
    }
}
