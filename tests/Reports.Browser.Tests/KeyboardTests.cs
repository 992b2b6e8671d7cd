using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>What people come to do, done with the keyboard alone, and without JavaScript.</summary>
[Trait("Category", "Browser")]
public sealed class KeyboardTests(BlackoutSite site) : IClassFixture<BlackoutSite>
{
    [Fact]
    public async Task From_home_to_a_counted_report_without_script_by_keyboard()
    {
        var page = await site.OpenAsync("/", script: false);
        await TabToAsync(page, "#query");
        await page.Keyboard.TypeAsync("whatsap");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "#found a[href='/services/whatsapp']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/services/whatsapp");

        await TabToAsync(page, "button[name=problem]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_skip_link_a_region_the_table_of_the_chart_the_theme_and_the_language_are_reached_by_keyboard()
    {
        var page = await site.OpenAsync("/services/zoom");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await TabToAsync(page, "#chart-table summary");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#chart-table table")).ToBeVisibleAsync();
        await TabToAsync(page, "#where-europe summary");
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('#where-europe').open"));

        await TabToAsync(page, ".themes button[value=dark]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await TabToAsync(page, "#languages a[hreflang=ar]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await page.Context.CloseAsync();
    }

    /// <summary>Presses Tab until the element has the focus, and fails where that never comes or nothing shows it.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        var element = page.Locator(selector).First;
        for (var presses = 0; presses < 250; presses++)
        {
            if (await element.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                Assert.NotEqual("none", await element.EvaluateAsync<string>("element => getComputedStyle(element).outlineStyle"));
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} is not reached.");
    }
}
