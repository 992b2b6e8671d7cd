using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>What people come to do, done with the keyboard alone, and without JavaScript.</summary>
[Trait("Category", "Browser")]
[Collection(typeof(Clipboard))]
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

    [Fact]
    public async Task The_guided_form_is_filled_and_sent_by_keyboard()
    {
        var page = await site.OpenAsync("/report");
        await page.WaitForSelectorAsync("form.guided");
        await TypeAndTakeAsync(page, "#guided-service", "telegr", "Telegram");
        await page.WaitForSelectorAsync(".pick input[type=radio]");
        await TabToAsync(page, ".pick input[type=radio]", showsFocus: false);
        await page.Keyboard.PressAsync("Space");

        // The browser speaks British English; the city is elsewhere.
        await TypeAndTakeAsync(page, "#guided-city", "palermo", "Palermo");
        await Assertions.Expect(page.Locator("#guided-country")).ToHaveValueAsync("Italy");
        await TabToAsync(page, ".stick button[type=submit]", showsFocus: false);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_embed_is_put_together_and_copied_and_a_region_put_first_by_keyboard()
    {
        var page = await site.OpenAsync("/widget");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await TabToAsync(page, "#region");
        await page.Keyboard.TypeAsync("Europe");
        await page.UntilAsync("document.querySelector('#code-badge')?.textContent.includes('region=europe')");
        await TabToAsync(page, "[data-copy=code-badge]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#said")).Not.ToBeEmptyAsync();
        Assert.Contains("region=europe", await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);

        await page.GotoAsync("/");
        await TabToAsync(page, "#own-region summary");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "#own-region button[value=africa]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".strip b").First).ToHaveTextAsync("Africa");
        await page.Context.CloseAsync();
    }

    private static async Task TypeAndTakeAsync(IPage page, string field, string text, string option)
    {
        await TabToAsync(page, field, showsFocus: false);
        await page.Keyboard.TypeAsync(text, new() { Delay = 60 });
        await page.Locator($".mud-popover-open .mud-list-item:has-text('{option}')").First.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Presses Tab until the element has the focus, and fails where that never comes or nothing shows it.</summary>
    /// <param name="showsFocus">False where the frame around the element, not the element, shows it: the fields of the component library.</param>
    internal static async Task TabToAsync(IPage page, string selector, bool showsFocus = true)
    {
        var element = page.Locator(selector).First;
        for (var presses = 0; presses < 250; presses++)
        {
            if (await element.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                Assert.True(!showsFocus || "none" != await element.EvaluateAsync<string>("element => getComputedStyle(element).outlineStyle"), $"Nothing shows the focus of {selector}.");
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} is not reached.");
    }
}
