using Microsoft.Playwright;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>What the embeds do, and do not do, in pages that are not ours.</summary>
[Trait("Category", "Browser")]
public sealed class HostPagesTests(HostPagesTests.Blackout site) : IClassFixture<HostPagesTests.Blackout>
{
    private const string Card = "outage-widget >> a.w";

    // Everything that a page around could change and that people would see.
    private const string Looks = """
        card => [card, ...card.querySelectorAll('*')].map(part => {
          const style = getComputedStyle(part), box = part.getBoundingClientRect();
          return [part.localName, style.display, style.color, style.backgroundColor, style.borderTopColor, style.borderTopWidth, style.font, style.letterSpacing, style.wordSpacing,
            style.textTransform, style.textAlign, style.direction, style.opacity, style.transform, style.fill, style.stroke, Math.round(box.width), Math.round(box.height)].join('|');
        }).join('\n')
        """;

    [Theory]
    [InlineData("plain.html", "Many people in America")]
    [InlineData("blog.html", "Many people in America")]
    [InlineData("arabic.html", "كثيرون في")]
    [InlineData("strict.html", "Molte persone in America")]
    public async Task A_host_page_shows_the_answer_asks_nobody_else_and_stays_as_it_was(string name, string sentence)
    {
        var page = await site.OpenHostAsync("strict.css");
        List<string> foreign = [], complaints = [];
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address, StringComparison.Ordinal) && !request.Url.StartsWith(site.Host.Address, StringComparison.Ordinal))
            {
                foreign.Add(request.Url);
            }
        };
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync($"{site.Host.Address}/{name}");

        await Assertions.Expect(page.Locator(Card)).ToContainTextAsync(sentence);
        await page.Locator("iframe").ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(page.FrameLocator("iframe").Locator("h1")).ToContainTextAsync(sentence);
        var card = (await page.Locator(Card).BoundingBoxAsync())!;
        Assert.Equal((360, 240), (Math.Round(card.Width), Math.Round(card.Height)));
        Assert.Empty(foreign);
        Assert.Empty(complaints);
        Assert.Empty(await page.Context.CookiesAsync());

        // A theme that takes away the room that was kept has itself to blame, and is not readable to begin with.
        if (!name.StartsWith("blog", StringComparison.Ordinal))
        {
            Assert.Equal(0, await page.EvaluateAsync<double>("shift"));
            await Axe.AssertAccessibleAsync(page);
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_theme_changes_nothing_inside_the_widget()
    {
        var plain = await site.OpenHostAsync("plain.html");
        var blog = await site.OpenHostAsync("blog.html");

        Assert.Equal(await plain.Locator(Card).EvaluateAsync<string>(Looks), await blog.Locator(Card).EvaluateAsync<string>(Looks));
        Assert.Equal("1 none none visible", await blog.Locator("outage-widget").EvaluateAsync<string>(
            "host => { const style = getComputedStyle(host); return [style.opacity, style.transform, style.filter, style.visibility].join(' '); }"));
        await plain.Context.CloseAsync();
        await blog.Context.CloseAsync();
    }

    [Theory]
    [InlineData("plain.html", "Is Zoom down?")]
    [InlineData("arabic.html", "هل تعطّل Zoom؟")]
    [InlineData("strict.html", "Zoom funziona?")]
    public async Task Without_script_the_link_and_the_frame_remain(string name, string link)
    {
        var page = await site.OpenHostAsync(name, script: false);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = link })).ToBeVisibleAsync();
        await Assertions.Expect(page.FrameLocator("iframe").Locator("h1")).ToContainTextAsync("Zoom");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_frame_opens_the_site_beside_the_page_and_never_in_its_place()
    {
        var page = await site.OpenHostAsync("blog.html");
        var before = page.Url;
        var opened = await page.RunAndWaitForPopupAsync(() => page.FrameLocator("iframe").Locator("a").ClickAsync());
        await Assertions.Expect(opened.Locator("h1").First).ToContainTextAsync("Many people in America");

        Assert.Equal($"{site.Address}/en/services/zoom", opened.Url);
        Assert.True(await opened.EvaluateAsync<bool>("window.opener === null"));
        Assert.Equal(before, page.Url);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Nothing_but_an_embed_can_be_framed()
    {
        var page = await site.OpenHostAsync("plain.html");
        foreach (var path in (string[])["/", "/services/zoom", "/it/services/zoom", "/map", "/outages", $"/outages/{SampleOutages.BlackoutId:D}", "/report", "/widget", "/privacy", "/nowhere", "/api/v1/services"])
        {
            await page.EvaluateAsync("address => new Promise(done => { const frame = Object.assign(document.createElement('iframe'), { src: address, name: 'tried', onload: done }); document.body.append(frame); })", site.Address + path);
            Assert.StartsWith("chrome-error:", page.Frame("tried")!.Url, StringComparison.Ordinal);
            await page.EvaluateAsync("document.querySelector('[name=tried]').remove()");
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task In_forced_colours_glyphs_and_regions_take_the_readers_colours()
    {
        var page = await site.OpenHostAsync("plain.html", forcedColors: ForcedColors.Active);
        var text = await page.EvaluateAsync<string>("(() => { const probe = document.createElement('i'); probe.style.color = 'CanvasText'; document.body.append(probe); return getComputedStyle(probe).color; })()");
        Assert.Equal(text, await page.Locator(Card).Locator(".g .f").EvaluateAsync<string>("shape => getComputedStyle(shape).fill"));
        Assert.Equal(text, await page.FrameLocator("iframe").Locator(".g-f").EvaluateAsync<string>("shape => getComputedStyle(shape).fill"));
        Assert.Equal(text, await page.FrameLocator("iframe").Locator(".r .wide").First.EvaluateAsync<string>("cell => getComputedStyle(cell).backgroundColor"));
        await page.Context.CloseAsync();
    }

    public sealed class Blackout() : HostedSite(SampleBoards.Blackout());
}
