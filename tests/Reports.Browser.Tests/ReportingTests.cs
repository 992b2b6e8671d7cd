using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Reports.Browser.Tests;

[Trait("Category", "Browser")]
public sealed class ReportingTests(Site site) : IClassFixture<Site>
{
    private const string Markup = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>";

    [Fact]
    public async Task Without_script_one_tap_stores_a_report_and_the_page_counts_it()
    {
        var page = await site.OpenAsync("/services/zoom", script: false);
        await page.Locator("#report button[value=login]").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to Zoom" }).ClickAsync();
        await CountedAsync(page, "zoom", 1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_form_stores_a_report_with_everything_in_it()
    {
        var page = await site.OpenAsync("/report", script: false);
        await page.Locator("#service").SelectOptionAsync("whatsapp");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.Locator("input[type=radio]").First.CheckAsync();
        await page.Locator("#country").SelectOptionAsync("IT");
        await page.Locator("summary", new() { HasText = "Add a few words" }).ClickAsync();
        await page.Locator("#comment").FillAsync(Markup);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the report" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("in Italy");
        await CountedAsync(page, "whatsapp", 1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task With_script_the_guided_form_stores_a_report_through_the_circuit()
    {
        var page = await site.OpenAsync("/it/report", language: "it-IT");
        await page.WaitForSelectorAsync("form.guided");
        await page.Locator("#guided-service").FillAsync("telegr");
        await page.Locator(".mud-popover-open .mud-list-item", new() { HasText = "Telegram" }).ClickAsync();
        await page.Locator(".pick label").First.ClickAsync();
        await page.Locator("#guided-comment").FillAsync(Markup);
        await page.GetByRole(AriaRole.Button, new() { Name = "Invia la segnalazione" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Contata.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("in Italia");
        await CountedAsync(page, "telegram", 1);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("#guided-service", "telegr"), InlineData("#guided-country", "ital")]
    public async Task On_a_slow_circuit_what_is_typed_into_an_emptied_field_stays(string field, string text)
    {
        var page = await site.OpenAsync("about:blank");
        await page.SlowCircuitAsync(TimeSpan.FromMilliseconds(400));
        await page.GotoAsync("/report?service=zoom&country=FR");
        await page.WaitForSelectorAsync("form.guided");
        await page.Locator(field).FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.TypeAsync(text, new() { Delay = 200 });

        await page.WaitForSelectorAsync(".mud-popover-open .mud-list-item");
        await page.WaitForTimeoutAsync(1500);
        Assert.Equal(text, await page.Locator(field).InputValueAsync());
        Assert.Equal(text.Length, await page.Locator(field).EvaluateAsync<int>("field => field.selectionStart"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_typed_comes_back_as_the_text_it_is()
    {
        var answer = await site.PostReportAsync(new() { ["service"] = "zoom", ["problem"] = "nonsense", ["comment"] = Markup + "</textarea>" + Markup }, isFromOwnPage: true);
        var page = await site.OpenAsync("about:blank");
        await page.ShowAsync(answer);

        Assert.Equal(Markup + "</textarea>" + Markup, await page.Locator("#comment").InputValueAsync());
        await Assertions.Expect(page.Locator("main img, main b")).ToHaveCountAsync(0);
        Assert.NotEqual("owned", await page.TitleAsync());
        await page.Context.CloseAsync();
    }

    /// <summary>Waits for the tick that counts it and for the cache of the page to run out.</summary>
    private static async Task CountedAsync(IPage page, string service, int expected)
    {
        var words = new Regex($"^\\s*{expected} (report|segnalazione)", RegexOptions.None, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 60; i++)
        {
            await page.GotoAsync($"/services/{service}");
            if (words.IsMatch(await page.Locator(".answer__facts").TextContentAsync() ?? ""))
            {
                return;
            }

            await page.WaitForTimeoutAsync(500);
        }

        Assert.Fail($"The page of {service} never counted {expected}.");
    }
}
