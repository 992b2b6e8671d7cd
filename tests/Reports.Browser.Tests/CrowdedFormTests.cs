using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>More people open the guided form than the site has room for: the others get the plain one, and none is told to come back.</summary>
[Trait("Category", "Browser")]
public sealed class CrowdedFormTests(CrowdedFormTests.Small site) : IClassFixture<CrowdedFormTests.Small>
{
    private const int MostReloads = 50;

    [Fact]
    public async Task Who_comes_too_many_reports_in_the_plain_form_and_the_room_of_who_leaves_is_free_again()
    {
        var first = await site.OpenAsync("/en/report?service=zoom");
        await first.WaitForSelectorAsync("form.guided");

        var second = await site.OpenAsync("/it/report?service=zoom", width: 360, language: "it-IT");
        Assert.Equal(0, await second.Locator("script[src*=blazor]").CountAsync());
        await Axe.AssertAccessibleAsync(second);
        await SendAsync(second, "Contata.");

        // Leaving says so at once.
        await first.GotoAsync("/");
        var third = await site.OpenAsync("/en/report?service=zoom");
        for (var i = 0; i < MostReloads && await third.Locator("script[src*=blazor]").CountAsync() == 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            await third.ReloadAsync();
        }

        await third.WaitForSelectorAsync("form.guided");
        await third.Context.CloseAsync();
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_has_the_page_when_the_last_room_goes_keeps_the_plain_form_in_it()
    {
        await using var other = new Small();
        await other.InitializeAsync();
        var page = await other.OpenAsync("about:blank");
        var go = new TaskCompletionSource();
        await page.RouteAsync("**/report.js", async route =>
        {
            await go.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync($"{other.Address}/en/report?service=netflix", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page.Locator("[data-report]")).ToBeVisibleAsync();
        var quick = await other.OpenAsync("/en/report?service=zoom");
        await quick.WaitForSelectorAsync("form.guided");

        var gaveUp = page.WaitForConsoleMessageAsync(new() { Predicate = message => message.Text.Contains("circuit", StringComparison.OrdinalIgnoreCase) || message.Text.Contains("connection", StringComparison.OrdinalIgnoreCase) });
        var refused = page.WaitForResponseAsync(response => response.Url.Contains("_blazor/negotiate", StringComparison.Ordinal));
        go.SetResult();

        Assert.Equal(503, (await refused).Status);
        await gaveUp;
        Assert.False(await page.Locator("#blazor-error-ui").IsVisibleAsync());
        Assert.False(await page.Locator("#components-reconnect-modal").IsVisibleAsync());
        await SendAsync(page, "Counted.");
    }

    private static async Task SendAsync(IPage page, string counted)
    {
        await page.Locator("[data-report] .pick label").First.ClickAsync();
        await page.Locator("[data-report] .btn--send").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(counted);
    }

    /// <summary>A site with room for one guided form.</summary>
    public sealed class Small : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("ReportForm:MostCircuits", "1");
        }
    }
}
