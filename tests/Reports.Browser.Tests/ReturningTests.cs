using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>What the site asks of somebody who reported earlier, and the press on the map in the guided form.</summary>
[Trait("Category", "Browser")]
public sealed class ReturningTests(Site site) : IClassFixture<Site>
{
    private const string Earlier = "localStorage.setItem('reported', JSON.stringify({ zoom: Date.now() - 3600e3 }))";

    [Fact]
    public async Task Who_reported_is_asked_later_whether_it_is_back_until_they_say_so()
    {
        var page = await site.OpenAsync("/services/zoom");
        var box = page.Locator("#back");
        await Assertions.Expect(box).ToBeHiddenAsync();
        await page.Locator("#report button[value=login]").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted.");

        // Just reported is too soon to ask.
        await page.GotoAsync("/services/zoom");
        await Assertions.Expect(box).ToBeHiddenAsync();
        await page.EvaluateAsync(Earlier);
        await page.GotoAsync("/services/zoom");
        await Assertions.Expect(box).ToBeVisibleAsync();
        await Assertions.Expect(box).ToContainTextAsync("Is Zoom back for you?");
        await Axe.AssertAccessibleAsync(page);

        await box.GetByRole(AriaRole.Button, new() { Name = "Yes, it works again" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted. Good to hear.");
        await page.GotoAsync("/services/zoom");
        await Assertions.Expect(box).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Nobody_is_asked_about_another_service_or_after_a_day()
    {
        var page = await site.OpenAsync("/services/whatsapp");
        await page.EvaluateAsync(Earlier);
        await page.GotoAsync("/services/whatsapp");
        await Assertions.Expect(page.Locator("#back")).ToBeHiddenAsync();
        await page.EvaluateAsync("localStorage.setItem('reported', JSON.stringify({ whatsapp: Date.now() - 25 * 3600e3 }))");
        await page.GotoAsync("/services/whatsapp");
        await Assertions.Expect(page.Locator("#back")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_press_on_the_map_chooses_the_country_and_another_one_the_city()
    {
        var page = await site.OpenAsync("/report?service=telegram", width: 390);
        await page.WaitForSelectorAsync("form.guided");
        await page.GetByRole(AriaRole.Button, new() { Name = "Point at the map" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Europe", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Europe", Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");

        // Where a finger would land: in the middle of Germany.
        var shape = page.Locator(".spot use[href$='#DE']");
        await shape.ClickAsync();
        await Assertions.Expect(page.Locator("#guided-country")).ToHaveValueAsync("Germany");
        await Assertions.Expect(page.Locator(".spot .close")).ToHaveCountAsync(1);
        await Axe.AssertAccessibleAsync(page);

        // From close by, on the dot of a city: its middle.
        await page.Locator(".spot__names text", new() { HasText = "Munich" }).WaitForAsync();
        var dot = (await page.Locator(".spot__names circle").Nth(await page.EvaluateAsync<int>("[...document.querySelectorAll('.spot__names text')].findIndex(name => name.textContent === 'Munich')")).BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(dot.X + (dot.Width / 2), dot.Y + (dot.Height / 2));
        await Assertions.Expect(page.Locator("#guided-city")).ToHaveValueAsync("Munich, Bavaria, Germany");
        await Assertions.Expect(page.Locator("#guided-subdivision")).ToHaveValueAsync("DE-BY");
        await Assertions.Expect(page.Locator(".spot__here")).ToHaveCountAsync(1);
        await Axe.AssertAccessibleAsync(page);

        await page.Locator(".pick label").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the report" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("in Germany");

        // The circuit's report is remembered like that of the plain form.
        Assert.Contains("telegram", await page.EvaluateAsync<string>("localStorage.getItem('reported')"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }
}
