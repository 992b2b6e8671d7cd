using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>A page that one network fetched, in a browser that reaches the site over another: the plain form stays, and nobody honest is locked out.</summary>
[Trait("Category", "Browser")]
public sealed class BorrowedPageTests(BorrowedPageTests.Proxied site) : IClassFixture<BorrowedPageTests.Proxied>
{
    [Fact]
    public async Task Who_fetched_the_page_over_another_network_reports_in_the_plain_form_with_what_was_typed_before_and_after()
    {
        var page = await site.OpenAsync("about:blank", width: 360);
        var go = new TaskCompletionSource();
        await page.RouteAsync("**/report?*", route => route.ContinueAsync(new() { Headers = [.. route.Request.Headers, new("X-Forwarded-For", "203.0.113.9")] }));
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await go.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync($"{site.Address}/en/report?service=zoom");
        await page.Locator("[data-report] .pick label").First.ClickAsync();
        await page.EvaluateAsync("document.querySelector('[data-report]').isOld = true");
        go.SetResult();
        await page.WaitForFunctionAsync("() => { const form = document.querySelector('[data-report]'); return !form || !form.isOld; }");

        await Assertions.Expect(page.Locator("[data-report] .pick input").First).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("form.guided")).ToHaveCountAsync(0);
        await page.Locator("summary", new() { HasText = "Add a few words" }).ClickAsync();
        await page.Locator("#comment").FillAsync("it says no");
        await Axe.AssertAccessibleAsync(page);
        await page.Locator("[data-report] .btn--send").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted.");
        await page.Context.CloseAsync();
    }

    /// <summary>A site that believes this machine about addresses; connections say none.</summary>
    public sealed class Proxied : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("ForwardedHeaders:KnownProxies:0", "127.0.0.1");
            builder.UseSetting("ForwardedHeaders:KnownProxies:1", "::1");
        }
    }
}
