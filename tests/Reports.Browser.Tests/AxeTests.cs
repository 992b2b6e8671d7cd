namespace Reports.Browser.Tests;

[Trait("Category", "Browser")]
public sealed class AxeTests
{
    [Theory]
    [InlineData("<main><h1>Maps</h1><img src='data:,'></main>", "image-alt")]
    [InlineData("<main><h1>Maps</h1><iframe title='Map' srcdoc=\"<main lang=en><img src='data:,'></main>\"></iframe></main>", "image-alt")]
    [InlineData("<main><h1>Maps</h1><iframe title='Map' src=\"data:text/html,<html lang=en><main><img src='data:,'></main>\"></iframe></main>", "image-alt")]
    [InlineData("<main><h1 style='color: #999; background: #aaa'>Maps</h1></main>", "color-contrast")]
    public async Task What_is_wrong_is_found_also_in_a_frame(string body, string rule)
    {
        await using var visitor = await Chromium.Browser.NewContextAsync();
        var page = await visitor.NewPageAsync();
        await page.SetContentAsync($"<!doctype html><html lang=en><title>Maps</title><body>{body}");

        var found = await Assert.ThrowsAsync<Xunit.Sdk.EmptyException>(() => Axe.AssertAccessibleAsync(page));
        Assert.Contains(rule, found.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<Xunit.Sdk.EmptyException>(() => Axe.AssertAccessibleAsync(page, rule));
        await Axe.AssertAccessibleAsync(page, "document-title");
    }
}
