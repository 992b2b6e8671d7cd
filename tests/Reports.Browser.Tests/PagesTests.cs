using Microsoft.Playwright;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

[Trait("Category", "Browser")]
public sealed class PagesTests(BlackoutSite site) : IClassFixture<BlackoutSite>
{
    private const string Guided = "form.guided";
    private const string Missing = "/nowhere";

    public static TheoryData<string> Pages { get; } =
    [
        "/", "/?query=zoom&region=europe", "/services/zoom", "/services/whatsapp", "/map?service=zoom", "/outages", $"/outages/{SampleOutages.BlackoutId:D}", Missing,
        "/report?service=zoom", "/report", "/embed/zoom?size=large", "/embed/zoom?size=small",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_keeps_to_this_site_and_sets_no_cookie(string path)
    {
        var page = await site.OpenAsync("about:blank");
        List<string> foreign = [], complaints = [];
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                foreign.Add(request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            // That the page itself is missing is what the browser was told.
            if (message.Type is "error" && !message.Location.StartsWith(site.Address + Missing, StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);

        await GoAsync(page, path);
        await page.WaitForTimeoutAsync(200);
        Assert.Empty(foreign);
        Assert.Empty(complaints);
        Assert.Empty(await page.Context.CookiesAsync());
        await Axe.AssertAccessibleAsync(page);
        await page.Context.CloseAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task In_dark_and_italian_a_page_is_accessible_and_fits_the_smallest_phone(string path)
    {
        var page = await OpenAsync(path, dark: true, language: "it-IT");
        await Axe.AssertAccessibleAsync(page);
        await page.SetViewportSizeAsync(320, 700);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("login", true, "Counted."), InlineData("nonsense", true, "What is wrong with Zoom?"), InlineData("login", false, "Send this report?")]
    public async Task What_answers_a_report_is_accessible_in_light_and_dark(string problem, bool isFromOwnPage, string heading)
    {
        var answer = await site.PostReportAsync(new() { ["service"] = "zoom", ["problem"] = problem }, isFromOwnPage);
        foreach (var dark in (bool[])[false, true])
        {
            var page = await site.OpenAsync("about:blank", dark);
            await page.ShowAsync(answer);
            await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(heading);
            await Axe.AssertAccessibleAsync(page);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_dark_theme_comes_with_the_first_byte_and_without_script()
    {
        var page = await site.OpenAsync("/services/zoom", script: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string path, bool dark, string language)
    {
        var page = await site.OpenAsync("about:blank", dark, language: language);
        await GoAsync(page, path);
        return page;
    }

    private static async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        if (path.StartsWith("/report", StringComparison.Ordinal))
        {
            await page.WaitForSelectorAsync(Guided);
        }
    }
}
