using System.Globalization;
using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>What a reader in Rome is told before and after a report in the middle of an outage.</summary>
[Trait("Category", "Browser")]
public sealed class AfterReportingTests(BlackoutSite site) : IClassFixture<BlackoutSite>
{
    [Fact]
    public async Task Times_are_those_of_the_reader_after_the_guided_form()
    {
        var page = await OpenAsync("/it/report?service=zoom");
        await page.WaitForSelectorAsync("form.guided");
        await page.Locator(".pick label").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Invia la segnalazione" }).ClickAsync();
        await TellsRomeAsync(page);
    }

    [Fact]
    public async Task Times_are_those_of_the_reader_after_one_tap()
    {
        var page = await OpenAsync("/it/services/zoom");
        await page.Locator("#report button[value=login]").ClickAsync();
        await TellsRomeAsync(page);
    }

    [Fact]
    public async Task The_guided_form_starts_where_the_clock_is_not_where_the_language_is_from()
    {
        var page = await OpenAsync("/en/report?service=zoom", "en-US");
        await page.WaitForSelectorAsync("form.guided");
        await Assertions.Expect(page.Locator("#guided-country")).ToHaveValueAsync("Italy");
        await page.Context.CloseAsync();
    }

    private Task<IPage> OpenAsync(string path, string language = "it-IT") => site.OpenAsync(path, language: language, timeZone: "Europe/Rome");

    private static async Task TellsRomeAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("ontata.");
        await Assertions.Expect(page.Locator("main [data-zone]")).ToContainTextAsync("Ora dell’Europa centrale");
        var since = page.Locator(".lead-in time");
        var there = DateTimeOffset.Parse((await since.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture);
        var rome = TimeZoneInfo.ConvertTime(there, TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome"));
        await Assertions.Expect(since).ToContainTextAsync(rome.ToString("HH:mm", CultureInfo.InvariantCulture));
        await page.Context.CloseAsync();
    }
}
