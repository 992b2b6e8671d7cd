using System.Net;
using Microsoft.Playwright;

namespace Reports.Browser.Tests;

[Trait("Category", "Browser")]
public sealed class WidgetTests(BlackoutSite site)
{
    private const string Foreign = "http://foreign.example/";

    private const string HostileStyle =
        "*{color:lime!important;font-size:60px!important;display:block!important;border:9px dashed red!important}outage-widget{display:none!important;opacity:0;transform:rotate(90deg)}";

    [Fact]
    public async Task In_a_hostile_page_with_a_strict_policy_the_widget_keeps_its_looks()
    {
        var page = await OpenAsync($"""
            <outage-widget service="zoom" lang="it" theme="light"><a href="/x">Zoom</a></outage-widget>
            <outage-widget service="nope"><a href="/x">What stands inside</a></outage-widget>
            """);
        var card = page.Locator("outage-widget >> a.w");

        await Assertions.Expect(card).ToContainTextAsync("Molte persone in America");
        Assert.Equal($"{site.Address}/it/services/zoom", await card.GetAttributeAsync("href"));
        Assert.Equal("rgb(17, 26, 34)", await card.EvaluateAsync<string>("card => getComputedStyle(card).color"));
        Assert.Equal("15px", await card.Locator(".q").EvaluateAsync<string>("text => getComputedStyle(text).fontSize"));
        Assert.Equal("none", await page.Locator("outage-widget").First.EvaluateAsync<string>("host => getComputedStyle(host).transform"));
        Assert.Equal(360, (await card.BoundingBoxAsync())!.Width);
        await Assertions.Expect(page.GetByText("What stands inside")).ToBeVisibleAsync();
        Assert.Empty(await page.Context.CookiesAsync());
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("small")]
    [InlineData("medium")]
    [InlineData("large")]
    public async Task Every_size_fits_a_narrow_column(string size)
    {
        var page = await OpenAsync($"""<outage-widget service="zoom" size="{size}" theme="dark"></outage-widget>""", width: 320);
        await Assertions.Expect(page.Locator("outage-widget >> a.w")).ToBeVisibleAsync();
        Assert.True((await page.Locator("outage-widget >> a.w").BoundingBoxAsync())!.Width <= 320);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_frame_may_be_embedded_and_a_page_may_not()
    {
        var page = await OpenAsync($"""<iframe src="{site.Address}/embed/zoom" width="360" height="240"></iframe><iframe src="{site.Address}/services/zoom"></iframe>""");
        await Assertions.Expect(page.FrameLocator("iframe >> nth=0").Locator("h1")).ToContainTextAsync("Many people in America");
        await Assertions.Expect(page.FrameLocator("iframe >> nth=1").Locator(".answer")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string body, int width = 1280)
    {
        var page = await site.OpenAsync("about:blank", width: width);
        await page.RouteAsync(Foreign + "**", route => route.FulfillAsync(new()
        {
            Status = (int)HttpStatusCode.OK,
            ContentType = route.Request.Url.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/html",
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Content-Security-Policy"] = $"default-src 'none'; style-src 'self'; frame-src {site.Address}; script-src {site.Address}; connect-src {site.Address}",
            },
            Body = route.Request.Url.EndsWith(".css", StringComparison.Ordinal)
                ? HostileStyle
                : $"""<!doctype html><title>Foreign</title><link rel="stylesheet" href="/hostile.css"><script async src="{site.Address}/widget.js"></script>{body}""",
        }));
        await page.GotoAsync(Foreign);
        return page;
    }
}
