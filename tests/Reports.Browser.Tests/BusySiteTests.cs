using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;

namespace Reports.Browser.Tests;

/// <summary>A report that a busy site refuses stays in the page and goes out again.</summary>
[Trait("Category", "Browser")]
public sealed partial class BusySiteTests(BusySiteTests.Narrow site) : IClassFixture<BusySiteTests.Narrow>
{
    [Theory]
    [InlineData("login", null), InlineData(null, "works")]
    public async Task It_is_sent_again_by_itself_as_it_was_and_not_to_a_site_that_is_away(string? problem, string? kind)
    {
        var (page, sent, ready) = await OpenAsync(problem, kind);
        await Assertions.Expect(page.Locator("[data-again]")).ToContainTextAsync("goes out by itself in");
        await Axe.AssertAccessibleAsync(page);
        var key = await page.Locator("[name=idempotencyKey]").InputValueAsync();

        ready(false);
        var asked = page.WaitForRequestAsync("**/healthz/ready");
        var wait = int.Parse((await page.Locator("[data-again]").GetAttributeAsync("data-again"))!, CultureInfo.InvariantCulture);
        await page.Clock.RunForAsync((wait + 15) * 1000);
        await asked;
        Assert.Empty(sent);
        ready(true);
        for (var left = 60; left > 0 && sent.Count == 0; left--)
        {
            await page.Clock.RunForAsync(5_000);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var form = Assert.Single(sent);
        Assert.Contains($"idempotencyKey={key}", form, StringComparison.Ordinal);
        Assert.Contains(kind is null ? "problem=login" : "kind=works", form, StringComparison.Ordinal);
        Assert.Contains("comment=it+says+no", form, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Whoever_changes_it_sends_it_by_hand()
    {
        var (page, sent, _) = await OpenAsync("login", null);
        await page.Locator("#comment").FillAsync("more to say");
        await page.Clock.RunForAsync(120_000);
        Assert.Empty(sent);
        await page.Locator(".btn--send").ClickAsync();
        await page.UntilAsync("document.body.textContent.includes('taken')");
        Assert.Contains("more+to+say", Assert.Single(sent), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private async Task<(IPage Page, List<string> Sent, Action<bool> Ready)> OpenAsync(string? problem, string? kind)
    {
        var fields = new Dictionary<string, string> { ["service"] = "zoom", ["comment"] = "it says no", ["country"] = "IT" };
        if (problem is not null)
        {
            fields["problem"] = problem;
        }

        if (kind is not null)
        {
            fields["kind"] = kind;
        }

        // So many a minute are taken from a network; the next is refused.
        var busy = "";
        for (var posts = 0; !busy.Contains("data-again", StringComparison.Ordinal); posts++)
        {
            Assert.InRange(posts, 0, 2 * Narrow.Most);
            busy = await site.PostReportAsync(fields, isFromOwnPage: true);
        }

        // What is left of the minute may be over before the page has been looked at.
        busy = Wait().Replace(busy, "data-again=\"60\"");
        var page = await site.OpenAsync("about:blank");
        var sent = new List<string>();
        var ready = true;
        await page.RouteAsync("**/healthz/ready", route => ready ? route.FulfillAsync(new() { Status = 200 }) : route.AbortAsync());
        await page.RouteAsync("**/report", route =>
        {
            if (route.Request.Method is "POST")
            {
                sent.Add(WebUtility.UrlDecode(route.Request.PostData ?? "").Replace(' ', '+'));
            }

            return route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = route.Request.Method is "POST" ? "<p>taken</p>" : busy });
        });
        await page.Clock.InstallAsync();
        await page.GotoAsync("/report");
        return (page, sent, value => ready = value);
    }

    [GeneratedRegex("data-again=\"\\d+\"", RegexOptions.None, 1000)]
    private static partial Regex Wait();

    public sealed class Narrow : Site
    {
        public const int Most = 120;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Intake:Friction", "auto");
            builder.UseSetting("Intake:ReportsPerNetworkAndMinute", $"{Most}");
        }
    }
}
