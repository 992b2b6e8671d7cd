using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reports.Web.Hosting;

namespace Reports.Browser.Tests;

/// <summary>Somebody behind a network that sends very many reports: with a script the widget works by itself, without one there is a wait.</summary>
[Trait("Category", "Browser")]
public sealed class SuspiciousNetworkTests(SuspiciousNetworkTests.Asking site) : IClassFixture<SuspiciousNetworkTests.Asking>
{
    private const string Hold = "**/altcha/pbkdf2.js";

    [Theory]
    [InlineData("en", "spotify", false, "One more step", "Counted."), InlineData("ar", "discord", true, "خطوة أخيرة", "احتُسب البلاغ.")]
    public async Task One_tap_is_worked_out_and_sent_by_itself(string language, string service, bool dark, string asked, string sent)
    {
        var page = await site.OpenAsync($"/{language}/services/{service}", dark, width: 360, language: language);
        List<string> foreign = [], complaints = [];
        page.Request += (_, request) => foreign.AddRange(request.Url.StartsWith(site.Address, StringComparison.Ordinal) ? [] : [request.Url]);
        page.Console += (_, message) => complaints.AddRange(message.Type is "error" && !message.Text.Contains("403", StringComparison.Ordinal) ? [message.Text] : []);
        page.PageError += (_, error) => complaints.Add(error);

        // The worker is held back, so that the page can be looked at in the middle.
        var go = new TaskCompletionSource();
        await page.RouteAsync(Hold, async route =>
        {
            await go.Task;
            await route.ContinueAsync();
        });
        site.Fill();
        await page.Locator("#report button[value=login]").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(asked);
        await Assertions.Expect(page.Locator("altcha-widget .altcha[data-state=verifying]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("form[data-wait]")).ToBeHiddenAsync();
        await AssertNothingToSolveAsync(page);
        await LookAsync(page, $"one-tap-{language}");
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await Axe.AssertAccessibleAsync(page);

        go.SetResult();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(sent);
        Assert.Empty(foreign);
        Assert.Empty(complaints);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(false, "en-GB", "/en/report?service=telegram"), InlineData(true, "ar", "/ar/report?service=telegram")]
    public async Task The_guided_form_is_worked_out_and_sent_by_itself_with_all_that_was_typed(bool dark, string language, string path)
    {
        var page = await site.OpenAsync(path, dark, width: 360, language: language);
        await page.WaitForSelectorAsync("form.guided");
        Assert.Equal(0, await page.Locator("altcha-widget").CountAsync());
        var go = new TaskCompletionSource();
        await page.RouteAsync(Hold, async route =>
        {
            await go.Task;
            await route.ContinueAsync();
        });
        await page.Locator(".pick label").First.ClickAsync();
        await page.Locator("#guided-comment").FillAsync("it says no");
        site.Fill();
        await page.Locator(".guided .mud-button-filled").ClickAsync();
        await Assertions.Expect(page.Locator("altcha-widget .altcha[data-state=verifying]")).ToBeVisibleAsync();
        await LookAsync(page, $"guided-{language}");
        await Axe.AssertAccessibleAsync(page);
        Assert.Equal("it says no", await page.Locator("#guided-comment").InputValueAsync());

        go.SetResult();
        await page.WaitForSelectorAsync("section.panel .acts");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_a_script_one_waits_presses_and_is_counted()
    {
        var page = await site.OpenAsync("/en/services/netflix", dark: true, width: 360, script: false);
        site.Fill();
        await page.Locator("#report button[value=login]").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Please wait 10 seconds, then press the button.");
        Assert.False(await page.Locator("[data-proof]").IsVisibleAsync());
        await AssertNothingToSolveAsync(page);
        await LookAsync(page, "wait");

        site.Fill();
        await page.Locator(".btn--send").PressAsync("Enter");
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("That was a little too early.");
        await LookAsync(page, "wait-early");
        await page.WaitForTimeoutAsync(10_000);
        site.Fill();
        await page.Locator(".btn--send").PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Where_the_browser_cannot_work_it_out_the_wait_is_there_and_accessible()
    {
        foreach (var dark in (bool[])[false, true])
        {
            var page = await site.OpenAsync("/en/services/netflix", dark);
            await page.RouteAsync(Hold, route => route.AbortAsync());
            site.Fill();
            await page.Locator("#report button[value=login]").ClickAsync();
            await Assertions.Expect(page.Locator("[data-proof]")).ToContainTextAsync("Your browser could not work it out.");
            await Assertions.Expect(page.Locator(".btn--send")).ToBeVisibleAsync();
            await AssertNothingToSolveAsync(page);
            await LookAsync(page, $"failed-{(dark ? "dark" : "light")}");
            await Axe.AssertAccessibleAsync(page);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_page_is_valid_html_with_a_comment_of_every_kind_of_character()
    {
        var checker = ThirdParty.Package("vnu-jar/build/dist/vnu.jar");
        site.Fill();
        var file = Path.Combine(Path.GetTempPath(), $"proof-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(
            file, await site.PostReportAsync(new() { ["service"] = "zoom", ["problem"] = "login", ["comment"] = "\"quoted\"\n<b>&amp;" }, isFromOwnPage: true), TestContext.Current.CancellationToken);
        var said = await ThirdParty.RunAsync("java", "-Xss2m", "-jar", checker, "--errors-only", "--filterpattern", ".*CSS: .*", "--format", "gnu", file);
        File.Delete(file);

        Assert.Equal("", said.Trim());
    }

    /// <summary>WCAG 3.3.8: no text to copy, no picture or sound to tell apart, nothing to remember. A box to tick and a button to press are no test of the mind.</summary>
    private static Task AssertNothingToSolveAsync(IPage page) =>
        Assertions.Expect(page.Locator("main").Locator("input:not([type=hidden], [type=checkbox]), textarea, select, img, canvas, audio, video").Filter(new() { Visible = true })).ToHaveCountAsync(0);

    /// <summary>Pictures for whoever changes these pages, where a folder for them is named.</summary>
    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("REPORTS_TEST_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    public sealed class Asking : Site
    {
        /// <summary>This machine's network sends so much that it is asked for proofs for half a minute at least.</summary>
        public void Fill()
        {
            var throttle = Services.GetRequiredService<NetworkThrottle>();
            foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
            {
                while (throttle.Sent(address) < 300)
                {
                    throttle.Allows(address, isProven: true);
                }
            }
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Intake:Friction", "auto");
        }
    }
}
