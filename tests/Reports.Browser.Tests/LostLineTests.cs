using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reports.Domain.Intake;
using Reports.Pipeline.Comments;

namespace Reports.Browser.Tests;

/// <summary>A phone in a tunnel: the line of the guided form breaks off, and nothing that somebody does there is lost.</summary>
[Trait("Category", "Browser")]
public sealed class LostLineTests
{
    [Fact]
    public async Task Who_loses_the_line_at_a_full_site_comes_back()
    {
        await using var site = new CrowdedFormTests.Small();
        var (page, lose) = await OpenAsync(site);
        var again = page.WaitForResponseAsync(response => response.Url.Contains("_blazor/negotiate", StringComparison.Ordinal) && response.Status == 200);
        await lose();
        await again;

        await page.Locator(".guided .pick label").First.ClickAsync();
        await SendButton(page).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted.");
    }

    [Fact]
    public async Task What_is_done_while_the_line_is_lost_goes_out_when_it_is_back()
    {
        await using var site = new CrowdedFormTests.Small();
        var (page, lose) = await OpenAsync(site);
        var address = page.Url;
        var back = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await back.Task;
            await route.ContinueAsync();
        });
        await lose();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();

        await page.Locator(".guided .pick label").First.ClickAsync();
        await page.Locator(".guided textarea").FillAsync("Nothing plays in the tunnel");
        await SendButton(page).ClickAsync();
        await SendButton(page).ClickAsync();

        Assert.Equal(address, page.Url);
        back.SetResult();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Counted.");
        var comments = await site.Services.GetRequiredService<CommentReview>().ListAsync(CommentState.Pending, null, null, 10, CancellationToken.None);
        Assert.Equal(["Nothing plays in the tunnel"], comments.Select(comment => comment.Text));
    }

    private static ILocator SendButton(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Send the report" });

    /// <summary>The guided form, and what breaks its line off.</summary>
    private static async Task<(IPage Page, Func<Task> Lose)> OpenAsync(Site site)
    {
        await site.InitializeAsync();
        var page = await site.OpenAsync("about:blank");
        IWebSocketRoute? line = null;
        await page.RouteWebSocketAsync(new Regex("/_blazor", RegexOptions.None, TimeSpan.FromSeconds(1)), socket =>
        {
            line = socket;
            socket.ConnectToServer();
        });
        await page.GotoAsync($"{site.Address}/en/report?service=netflix");
        await page.WaitForSelectorAsync("form.guided");
        return (page, () => line!.CloseAsync());
    }
}
