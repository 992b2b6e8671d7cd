using Microsoft.Playwright;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>Readers who change how pages look: text twice as large, no motion, colours of their own.</summary>
[Trait("Category", "Browser")]
public sealed class AdaptationTests(BlackoutSite site)
{
    public static TheoryData<string> Pages { get; } =
    [
        "/en", "/ar", "/de/services/zoom", "/ar/services/zoom", $"/de/outages/{SampleOutages.BlackoutId:D}", "/de/map?service=zoom", "/de/report?service=zoom", "/de/widget", "/de/method",
    ];

    /// <summary>WCAG 2.2, 1.4.4: nothing is cut off and nothing has to be scrolled sideways where text alone is enlarged to 200 %.</summary>
    [Theory, MemberData(nameof(Pages))]
    public async Task Text_twice_as_large_stays_on_the_page_and_inside_its_buttons(string path)
    {
        var page = await site.OpenAsync(path, width: 640);
        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));

        // A button or link that is smaller than its words hides some of them.
        var cut = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('main button, main .btn, main .tap, main h1, main h2, main summary, header a')]
              .filter(one => one.checkVisibility() && !one.closest('.vh') && getComputedStyle(one).overflow !== 'visible' && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2))
              .map(one => one.outerHTML.slice(0, 160))
            """);
        Assert.Empty(cut);
        await page.Context.CloseAsync();
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Nothing_moves_for_who_wants_less_motion(string path)
    {
        var page = await site.OpenAsync(path);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var moving = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('body, body *')].filter(one => {
              const style = getComputedStyle(one), longest = list => Math.max(...list.split(',').map(parseFloat));
              return !one.closest('[class*=mud-]') && (longest(style.transitionDuration) > .01 || (style.animationName !== 'none' && longest(style.animationDuration) > .01) || style.scrollBehavior === 'smooth');
            }).map(one => one.outerHTML.slice(0, 160))
            """);
        Assert.Empty(moving);
        await page.Context.CloseAsync();
    }

    /// <summary>Colours of the system replace ours: a status keeps its glyph and its word, and what can be pressed an edge.</summary>
    [Theory]
    [InlineData("/en"), InlineData("/en/services/zoom"), InlineData("/ar/services/zoom"), InlineData("/en/report?service=zoom")]
    public async Task In_colours_of_the_system_everything_that_can_be_pressed_has_an_edge_and_every_status_its_glyph(string path)
    {
        var page = await site.OpenAsync(path);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        var bare = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('main .tap, main .btn, main .panel, main .strip a, main .answer')]
              .filter(one => one.checkVisibility() && !(parseFloat(getComputedStyle(one).borderTopWidth) >= 1 && getComputedStyle(one).borderTopStyle !== 'none'))
              .map(one => one.outerHTML.slice(0, 160))
            """);
        Assert.Empty(bare);

        var status = page.Locator("main .st:visible");
        for (var i = 0; i < Math.Min(await status.CountAsync(), 8); i++)
        {
            Assert.False(string.IsNullOrWhiteSpace(await status.Nth(i).TextContentAsync()));
            Assert.True(await status.Nth(i).Locator("svg").First.EvaluateAsync<bool>("glyph => getComputedStyle(glyph).color !== getComputedStyle(document.body).backgroundColor && glyph.getBoundingClientRect().width > 8"));
        }

        await page.Context.CloseAsync();
    }
}
