using Microsoft.Playwright;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>Widgets over time: what they ask, what they say, when they stop.</summary>
[Trait("Category", "Browser")]
public sealed class WidgetRefreshTests(WidgetRefreshTests.Calm site) : IClassFixture<WidgetRefreshTests.Calm>
{
    private const string Twin = "document.querySelector('main').append(document.querySelector('outage-widget').cloneNode(true))";

    [Fact]
    public async Task A_change_is_said_once_and_two_widgets_ask_once()
    {
        await site.PublishAsync(SampleBoards.Calm());
        var page = await site.OpenHostAsync("plain.html");
        var asked = CountQuestions(page);
        await page.EvaluateAsync(Twin);
        await Assertions.Expect(page.Locator("outage-widget >> a.w").Nth(1)).ToContainTextAsync("nothing unusual");
        await Assertions.Expect(page.Locator("outage-widget >> [role=status]").First).ToBeEmptyAsync();
        Assert.InRange(asked(), 0, 1);

        await site.PublishAsync(SampleBoards.Blackout());
        var before = asked();
        await page.Clock.FastForwardAsync("01:16");
        await Assertions.Expect(page.Locator("outage-widget >> [role=status]").First).ToContainTextAsync("Many people in America");
        await Assertions.Expect(page.Locator("outage-widget >> a.w").Nth(1)).ToContainTextAsync("Many people in America");
        Assert.Equal(before + 1, asked());

        await page.EvaluateAsync("document.querySelectorAll('outage-widget').forEach(one => one.remove())");
        await page.Clock.FastForwardAsync("05:00");
        Assert.Equal(before + 1, asked());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_that_comes_back_asks_at_once_and_old_news_are_taken_down()
    {
        var page = await site.OpenHostAsync("plain.html");
        await Assertions.Expect(page.Locator("outage-widget >> a.w")).ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await page.RouteAsync("**/embed/*.json*", route => route.AbortAsync());
        await page.Clock.PauseAtAsync(new DateTime(2035, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        await Assertions.Expect(page.GetByText("Is Zoom down?")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("outage-widget >> a.w")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Names_are_taken_in_any_case_and_an_unknown_one_takes_the_answer_down()
    {
        await site.PublishAsync(SampleBoards.Blackout());
        var page = await site.OpenHostAsync("plain.html");
        var widget = page.Locator("outage-widget");
        await widget.EvaluateAsync("one => { one.setAttribute('region', 'it'); one.setAttribute('lang', 'IT-it'); one.setAttribute('service', 'Zoom'); }");
        await Assertions.Expect(widget.Locator("a.w")).ToContainTextAsync("in Italia");
        await widget.EvaluateAsync("one => { one.setAttribute('lang', 'xx'); one.setAttribute('size', 'huge'); one.setAttribute('theme', 'pink'); }");
        await Assertions.Expect(widget.Locator("a.w")).ToContainTextAsync("in Italy");
        await widget.EvaluateAsync("one => one.setAttribute('region', 'atlantis')");
        await Assertions.Expect(page.GetByText("Is Zoom down?")).ToBeVisibleAsync();
        await widget.EvaluateAsync("one => { one.textContent = ''; one.setAttribute('service', '<b>nope'); }");
        await Assertions.Expect(widget.GetByRole(AriaRole.Link, new() { Name = "Reports: <b>nope" })).ToHaveAttributeAsync("href", $"{site.Address}/services/%3Cb%3Enope");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_frame_asks_again_by_itself_and_leaves_the_focus_where_it_is()
    {
        await site.PublishAsync(SampleBoards.Calm());
        var page = await site.OpenHostAsync("plain.html");
        var frame = page.FrameLocator("iframe");
        await page.Locator("iframe").ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(frame.Locator("h1")).ToContainTextAsync("nothing unusual");

        // The minute itself is the browser's; here it is cut short on its way.
        await page.RouteAsync("**/embed/zoom?*", async route =>
        {
            var answer = await route.FetchAsync();
            var headers = answer.Headers;
            Assert.Equal("60", headers["refresh"]);
            await route.FulfillAsync(new() { Response = answer, Headers = new Dictionary<string, string>(headers, StringComparer.Ordinal) { ["refresh"] = "1" } });
        });
        await page.EvaluateAsync("(() => { const field = Object.assign(document.createElement('input'), { id: 'typed', ariaLabel: 'Typed' }); document.querySelector('h1').after(field); const frame = document.querySelector('iframe'); frame.loading = 'eager'; frame.src += '&size=large'; })()");
        await Assertions.Expect(frame.Locator("a.l")).ToBeVisibleAsync();
        await page.Locator("#typed").FocusAsync();
        var depth = await page.EvaluateAsync<int>("history.length");
        await site.PublishAsync(SampleBoards.Blackout());
        await Assertions.Expect(frame.Locator("h1")).ToContainTextAsync("Many people in America", new() { Timeout = 15_000 });
        Assert.Equal("typed", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(depth, await page.EvaluateAsync<int>("history.length"));
        await page.Context.CloseAsync();
    }

    private static Func<int> CountQuestions(IPage page)
    {
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.Contains("/embed/zoom.json", StringComparison.Ordinal) ? 1 : 0;
        return () => asked;
    }

    public sealed class Calm() : HostedSite(SampleBoards.Calm());
}
