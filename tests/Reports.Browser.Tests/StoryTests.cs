using Microsoft.Playwright;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>The page of an outage as a newsroom uses it: read, copied, shared, printed.</summary>
[Trait("Category", "Browser")]
[Collection(typeof(Clipboard))]
public sealed class StoryTests(BlackoutSite site)
{
    private static readonly string Outage = $"/outages/{SampleOutages.BlackoutId:D}";

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task The_story_is_accessible_in_Arabic_and_keeps_its_sides(bool dark)
    {
        var page = await site.OpenAsync("/ar" + Outage, dark, language: "ar");
        await Axe.AssertAccessibleAsync(page);

        // In a language from right to left people stand on the right, and the provider on the left.
        var (people, provider) = (await BoxAsync(page.Locator(".tl li:not(.say):not(.gap) .body").First), await BoxAsync(page.Locator(".tl .say .body").First));
        Assert.True(people.X > provider.X + 100);
        await page.SetViewportSizeAsync(390, 800);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_sentence_and_the_link_are_copied_and_the_copy_is_said()
    {
        var page = await site.OpenAsync(Outage);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the sentence" }).ClickAsync();
        await Assertions.Expect(page.Locator("#said")).ToHaveTextAsync("Copied.");
        Assert.StartsWith("According to reports collected by Reports on 17 May 2020: “Many people in America", await ClipboardAsync(page), StringComparison.Ordinal);

        // The page renews itself in place: the buttons must work after that too.
        await page.EvaluateAsync("document.dispatchEvent(new Event('reports:renewed'))");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the link" }).ClickAsync();
        await Assertions.Expect(page.Locator(".btn--done").Last).ToBeVisibleAsync();
        Assert.Equal(site.Address + Outage, await ClipboardAsync(page));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Where_the_system_can_share_its_sheet_gets_sentence_and_address()
    {
        var page = await site.OpenAsync("about:blank");
        await page.AddInitScriptAsync("navigator.share = async what => { window.shared = what; }");
        await page.GotoAsync(site.Address + "/services/zoom");
        await page.GetByRole(AriaRole.Button, new() { Name = "Share…" }).ClickAsync();
        Assert.Equal(site.Address + "/services/zoom", await page.EvaluateAsync<string>("window.shared.url"));
        Assert.StartsWith("Many people in America", await page.EvaluateAsync<string>("window.shared.text"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_there_are_no_dead_buttons_and_the_mail_can_be_sent()
    {
        var page = await site.OpenAsync(Outage, script: false);
        await Assertions.Expect(page.Locator("[data-copy], [data-share]").Filter(new() { Visible = true })).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Send by e-mail" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#share-address")).ToHaveTextAsync(site.Address + Outage);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/services/zoom"), InlineData("outage")]
    public async Task On_paper_there_are_no_controls_in_any_theme_and_the_page_says_when_it_was_printed(string path)
    {
        var page = await site.OpenAsync(path is "outage" ? Outage : path, dark: true);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator("nav, form, button, .top, .foot, .share__acts").Filter(new() { Visible = true })).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".printed")).ToContainTextAsync("Printed from " + site.Address);
        await Assertions.Expect(page.Locator(".printed")).ToContainTextAsync("17 May 2020");
        await Assertions.Expect(page.Locator("h1")).ToHaveCSSAsync("color", "rgb(0, 0, 0)");
        await Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");

        // As wide as a sheet of A4 between its margins.
        await page.SetViewportSizeAsync(673, 900);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.True((await page.PdfAsync()).Length > 10_000);
        await page.Context.CloseAsync();
    }

    private static async Task<string> ClipboardAsync(IPage page) => await page.EvaluateAsync<string>("navigator.clipboard.readText()");

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator locator) => (await locator.BoundingBoxAsync())!;
}
