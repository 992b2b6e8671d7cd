using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>What a visitor sees who has been here before and has no network now.</summary>
[Trait("Category", "Browser")]
public sealed class OfflineTests(BlackoutSite site)
{
    [Fact]
    public async Task Without_a_network_the_last_known_status_is_shown_and_says_that_it_is_old()
    {
        var page = await site.OpenAsync("/it/services/zoom", worker: true);
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await page.UntilAsync("navigator.serviceWorker.controller !== null");
        await page.ReloadAsync();
        await page.UntilAsync("caches.match('/it/offline').then(found => !!found)");
        var sentence = await page.Locator("#sentence").TextContentAsync();
        Assert.Equal(0, await page.Locator("#offline").CountAsync());

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#offline")).ToContainTextAsync("Sei offline. Questo è quello che sapevamo alle");
        await Assertions.Expect(page.Locator("#sentence")).ToHaveTextAsync(sentence!);
        await Axe.AssertAccessibleAsync(page);

        await page.GotoAsync("/it/services/whatsapp");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sei offline");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Zoom");

        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync("/it/services/zoom");
        await Assertions.Expect(page.Locator("#sentence")).ToHaveTextAsync(sentence!);
        Assert.Equal(0, await page.Locator("#offline").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Reports_answers_and_streams_are_never_kept()
    {
        var page = await site.OpenAsync("/services/zoom", worker: true);
        await page.UntilAsync("navigator.serviceWorker.controller !== null");
        await page.GotoAsync("/report?service=zoom");
        await page.GotoAsync("/embed/zoom");
        await page.GotoAsync("/services/zoom");
        await page.EvaluateAsync("fetch('/api/v1/services/zoom').then(answer => answer.text())");

        var kept = await page.EvaluateAsync<string[]>("caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(cache => cache.keys())))).then(all => all.flat().map(request => new URL(request.url).pathname))");
        Assert.Contains("/services/zoom", kept);
        Assert.DoesNotContain(kept, path => path.StartsWith("/report", StringComparison.Ordinal) && path != "/report.js" || path.StartsWith("/embed", StringComparison.Ordinal) || path.StartsWith("/api", StringComparison.Ordinal) || path.StartsWith("/_", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }
}
