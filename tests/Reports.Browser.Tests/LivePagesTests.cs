using System.Net;
using Microsoft.Playwright;
using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>Pages that stay open while the world changes.</summary>
[Trait("Category", "Browser")]
public sealed class LivePagesTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const string Focused = "document.activeElement.id";

    // What stands in the page and where it leads. Whether details are open is the reader's own.
    private const string Shown = """
        [...document.querySelectorAll('main, main *')].map(node =>
          [node.localName, node.id, node.getAttribute('class'), node.getAttribute('href'), node.getAttribute('d'), node.dataset.board, node.children.length ? '' : node.textContent.trim()].join('|')).join('\n')
        """;

    private static readonly string OutagePath = $"/outages/{SampleOutages.BlackoutId:D}";

    [Theory]
    [InlineData("/"), InlineData("/?query=zoo"), InlineData("/?region=america"), InlineData("/services/zoom"), InlineData("/map?service=zoom"), InlineData("/outages")]
    public async Task From_calm_through_an_outage_to_its_end_an_open_page_shows_what_a_new_one_does(string path)
    {
        var page = await OpenAsync(SampleBoards.Calm(), path);
        await FollowsAsync(page, path, SampleBoards.Blackout());
        await FollowsAsync(page, path, SampleBoards.Recovering());
        await FollowsAsync(page, path, SampleBoards.Resolved());
        await FollowsAsync(page, path, SampleBoards.Calm());
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/"), InlineData("/services/zoom"), InlineData("/outages"), InlineData("/map")]
    public async Task A_calm_page_is_accessible_in_light_and_dark(string path)
    {
        var page = await OpenAsync(SampleBoards.Calm(), path);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Axe.AssertAccessibleAsync(page);
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_of_an_outage_that_ends_is_quoted_as_ended()
    {
        var page = await OpenAsync(SampleBoards.Blackout(), OutagePath);
        await Assertions.Expect(page.Locator("#quote")).ToContainTextAsync("cannot use Zoom");

        await FollowsAsync(page, OutagePath, SampleBoards.Resolved());
        await Assertions.Expect(page.Locator("#quote")).ToContainTextAsync("could not use Zoom");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_of_an_outage_that_proved_to_be_none_says_so()
    {
        var page = await OpenAsync(SampleBoards.Blackout(), $"/outages/{SampleOutages.WebexId:D}");

        site.Show(SampleBoards.Calm());
        await WaitAsync(page, () => Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("This page does not exist", new() { Timeout = 200 }));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_typed_opened_and_focused_stays_and_only_a_new_answer_is_announced()
    {
        var home = await OpenAsync(SampleBoards.Calm(), "/");
        await home.Locator("#query").FillAsync("whats");
        var service = await OpenAsync(SampleBoards.Calm(), "/services/zoom");
        await service.Locator("#chart-table summary").ClickAsync();
        await service.Locator("#change-place summary").ClickAsync();
        await service.Locator("#country").SelectOptionAsync("IT");
        await service.Locator("#where-europe summary").FocusAsync();
        await Assertions.Expect(service.Locator("#said")).ToBeEmptyAsync();

        await FollowsAsync(home, "/", SampleBoards.Blackout());
        await WaitAsync(service, () => Assertions.Expect(service.Locator("#sentence")).ToContainTextAsync("cannot use Zoom", new() { Timeout = 200 }));

        Assert.Equal("query", await home.EvaluateAsync<string>(Focused));
        Assert.Equal("whats", await home.Locator("#query").InputValueAsync());
        Assert.True(await service.EvaluateAsync<bool>("document.querySelector('#chart-table').open && document.querySelector('#change-place').open"));
        Assert.Equal("IT", await service.Locator("#country").InputValueAsync());
        Assert.Equal("where-europe", await service.EvaluateAsync<string>("document.activeElement.parentElement.id"));
        Assert.Equal(await service.Locator("#sentence").TextContentAsync(), await service.Locator("#said").TextContentAsync());

        await service.EvaluateAsync("document.querySelector('#said').textContent = ''");
        await FollowsAsync(service, "/services/zoom", OneMore(SampleBoards.Blackout()));
        await Assertions.Expect(service.Locator("#said")).ToBeEmptyAsync();
        await home.Context.CloseAsync();
        await service.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_goes_on_after_answers_that_end_a_stream_for_good()
    {
        var refused = 0;
        var page = await OpenAsync(SampleBoards.Calm(), "/", async route =>
        {
            // The stream, then perhaps the page that is fetched when the stream is back.
            if (route.Request.ResourceType is "eventsource" or "fetch" && refused < 4)
            {
                refused++;
                await route.FulfillAsync(new() { Status = (int)HttpStatusCode.ServiceUnavailable });
            }
            else
            {
                await route.ContinueAsync();
            }
        });

        await FollowsAsync(page, "/", SampleBoards.Blackout());
        Assert.Equal(4, refused);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Times_are_those_of_the_reader_in_a_zone_named_in_the_language_of_the_page()
    {
        foreach (var (zone, language, expected) in ((string, string, string)[])[
            ("Europe/Rome", "it-IT", "Ora dell’Europa centrale (UTC+2)"),
            ("America/Argentina/Buenos_Aires", "en-GB", "Argentina Standard Time (UTC−3)"),
            ("UTC", "en-GB", "UTC")])
        {
            var page = await site.OpenAsync("about:blank", language: language, timeZone: zone);
            await page.Clock.SetFixedTimeAsync(SampleBoards.Now.UtcDateTime);
            await page.GotoAsync("/services/zoom");
            await Assertions.Expect(page.Locator(".answer__foot [data-zone]")).ToHaveTextAsync(expected);
            await page.Context.CloseAsync();
        }
    }

    /// <summary>A page whose clock the test can set forward, opened on a board; what was cached of the one before has to run out.</summary>
    private async Task<IPage> OpenAsync(StatusBoard board, string path, Func<IRoute, Task>? onRequest = null)
    {
        var page = await site.OpenAsync("about:blank");
        await page.Clock.InstallAsync();
        if (onRequest is not null)
        {
            await page.RouteAsync("**/*", onRequest);
        }

        var shown = site.Show(board);

        // The cache may hold the page of the board before, for two seconds.
        for (var attempt = 0; attempt < 50; attempt++)
        {
            await page.GotoAsync(path);
            if (await ShowsAsync(page, shown))
            {
                return page;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        throw new TimeoutException($"{path} does not show the board.");
    }

    /// <summary>Publishes a board and waits until the open page shows what a page shows that is opened now.</summary>
    private async Task FollowsAsync(IPage page, string path, StatusBoard board)
    {
        var shown = site.Show(board);
        await WaitAsync(page, async () =>
        {
            Assert.True(await ShowsAsync(page, shown));
            var fresh = await site.OpenAsync(path);
            var expected = await fresh.EvaluateAsync<string>(Shown);
            await fresh.Context.CloseAsync();
            Assert.Equal(expected, await page.EvaluateAsync<string>(Shown));
        });
    }

    private static async Task<bool> ShowsAsync(IPage page, StatusBoard board) =>
        string.Equals(board.At.ToString("O"), await page.Locator("main").GetAttributeAsync("data-board"), StringComparison.Ordinal);

    /// <summary>Pages wait seconds before they look again, and so that not all do at once; the test need not.</summary>
    private static async Task WaitAsync(IPage page, Func<Task> assertion)
    {
        for (var left = 30; ; left--)
        {
            await page.Clock.FastForwardAsync("00:20");
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (left > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    private static StatusBoard OneMore(StatusBoard board) => new(
        board.Version, board.At, board.Simulated, [.. board.Services.Select(service => service with { ReportsLastHour = service.ReportsLastHour + 1 })], board.Outages);
}
