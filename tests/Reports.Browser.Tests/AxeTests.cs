using Microsoft.Playwright;
using Xunit.Sdk;

namespace Reports.Browser.Tests;

[Trait("Category", "Browser")]
public sealed class AxeTests
{
    [Theory]
    [InlineData("<img src='data:,'>", "image-alt")]
    [InlineData("<iframe title='Map' srcdoc=\"<main lang=en><img src='data:,'></main>\"></iframe>", "image-alt")]
    [InlineData("<iframe title='Map' src=\"data:text/html,<html lang=en><main><img src='data:,'></main>\"></iframe>", "image-alt")]
    [InlineData("<p style='color: #999; background: #aaa'>Maps</p>", "color-contrast")]
    public async Task What_is_wrong_is_found_also_in_a_frame(string body, string rule)
    {
        await using var visitor = await (await Chromium.BrowserAsync()).NewContextAsync();
        var page = await ShowAsync(visitor, body);

        Assert.Contains(rule, (await Assert.ThrowsAsync<TrueException>(() => Axe.AssertAccessibleAsync(page))).Message, StringComparison.Ordinal);
        Assert.Contains(rule, (await Assert.ThrowsAsync<TrueException>(() => Axe.AssertAccessibleAsync(page, rule))).Message, StringComparison.Ordinal);
        await Axe.AssertAccessibleAsync(page, "document-title");
    }

    [Theory]
    [InlineData(), InlineData("color-contrast")]
    public async Task A_frame_that_does_not_answer_is_told(params string[] rules)
    {
        await using var visitor = await (await Chromium.BrowserAsync()).NewContextAsync();
        var page = await ShowAsync(visitor, "<iframe title='Map' sandbox srcdoc='<main lang=en>Maps</main>'></iframe>");

        var failure = await Assert.ThrowsAsync<TrueException>(() => Axe.AssertAccessibleAsync(page, TimeSpan.FromMilliseconds(500), rules));
        Assert.Contains("frame-tested", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_none_is_an_error()
    {
        await using var visitor = await (await Chromium.BrowserAsync()).NewContextAsync();
        var page = await ShowAsync(visitor, "");

        await Assert.ThrowsAsync<PlaywrightException>(() => Axe.AssertAccessibleAsync(page, "colour-contrast"));
    }

    [Fact]
    public async Task A_rule_that_fails_is_told()
    {
        await using var visitor = await (await Chromium.BrowserAsync()).NewContextAsync();
        var page = await ShowAsync(visitor, "<img src='data:,' alt='The map'>");
        await page.EvaluateAsync(await File.ReadAllTextAsync(ThirdParty.Package("axe-core/axe.min.js"), TestContext.Current.CancellationToken));
        await page.EvaluateAsync("axe.configure({ checks: [{ id: 'has-alt', evaluate() { throw new Error('lost'); } }] })");

        Assert.Contains("image-alt", (await Assert.ThrowsAsync<TrueException>(() => Axe.AssertAccessibleAsync(page))).Message, StringComparison.Ordinal);
        Assert.Contains("image-alt", (await Assert.ThrowsAsync<TrueException>(() => Axe.AssertAccessibleAsync(page, "image-alt"))).Message, StringComparison.Ordinal);
    }

    private static async Task<IPage> ShowAsync(IBrowserContext visitor, string body)
    {
        var page = await visitor.NewPageAsync();
        await page.SetContentAsync($"<!doctype html><html lang=en><title>Maps</title><body><main><h1>Maps</h1>{body}</main>");
        return page;
    }
}
