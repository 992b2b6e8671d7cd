using Microsoft.Playwright;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>The map from closer and through time, by hand and by keyboard.</summary>
[Trait("Category", "Browser")]
[Collection(typeof(Clipboard))]
public sealed class MapTests(ReplaySite site) : IClassFixture<ReplaySite>
{
    private const string Width = "+document.querySelector('#map-box svg').getAttribute('viewBox').split(' ')[2]";
    private const string Left = "+document.querySelector('#map-box svg').getAttribute('viewBox').split(' ')[0]";
    private const string Shades = "[...document.querySelectorAll('#map-box use[data-code]')].map(use => use.dataset.code + use.getAttribute('class')).join()";

    [Fact]
    public async Task It_comes_closer_by_button_key_and_wheel_and_moves_by_key_and_drag()
    {
        var page = await site.OpenAsync("/map?service=zoom");
        var (all, rest) = (await page.EvaluateAsync<double>(Width), await page.EvaluateAsync<double>(Left));
        await page.Locator("#map-in").ClickAsync();
        var byButton = await page.EvaluateAsync<double>(Width);
        await page.Locator("#map-box").FocusAsync();
        await page.Keyboard.PressAsync("+");
        var byKey = await page.EvaluateAsync<double>(Width);
        var box = (await page.Locator("#map-box").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Mouse.WheelAsync(0, -100);
        await UntilAsync(async () => await page.EvaluateAsync<double>(Width) < byKey);
        Assert.True(byKey < byButton && byButton < all);

        var before = await page.EvaluateAsync<double>(Left);
        Assert.NotEqual(rest, before);
        await page.Keyboard.PressAsync("ArrowRight");
        var moved = await page.EvaluateAsync<double>(Left);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width / 2 + 120, box.Y + box.Height / 2, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        Assert.True(moved > before && await page.EvaluateAsync<double>(Left) < moved);
        await page.Keyboard.PressAsync("0");
        Assert.Equal(all, await page.EvaluateAsync<double>(Width));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_fingers_bring_it_closer_one_moves_it_and_two_quick_taps_bring_it_closer_too()
    {
        var page = await site.OpenAsync("/map?service=zoom", width: 390);
        var hand = await Hand.OnAsync(page, "#map-box");
        var whole = await ViewAsync(page);
        await hand.DragAsync((-20, 0, -60, -10), (20, 0, 60, 10));
        var near = await ViewAsync(page);
        Assert.InRange(near[2], whole[2] / 3.6, whole[2] / 2.4);

        // The map moves with the finger, and the page stays.
        await hand.DragAsync((0, 0, 60, 0));
        var moved = await ViewAsync(page);
        Assert.True(moved[0] < near[0] - 20, "The map did not follow the finger.");
        Assert.Equal(near[2], moved[2], 1);

        await page.Locator("#map-reset").ClickAsync();
        await hand.TapAsync(-40, 0);
        await hand.TapAsync(-40, 0);
        Assert.Equal(whole[2] / 2, (await ViewAsync(page))[2], 0);
        Assert.Equal(1, await page.EvaluateAsync<double>("visualViewport.scale"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_finger_on_the_whole_map_scrolls_the_page_and_a_tap_tells_the_country()
    {
        var page = await site.OpenAsync("/map?service=zoom", width: 390);
        var hand = await Hand.OnAsync(page, "#map-box");
        var whole = await ViewAsync(page);
        await hand.TapOnAsync("#map-box use[data-code=BR]");
        await Assertions.Expect(page.Locator(".maptip")).ToContainTextAsync("Brazil");
        var above = await page.EvaluateAsync<double>("scrollY");
        await hand.DragAsync((0, 0, 0, -80));
        Assert.Equal(whole, await ViewAsync(page));
        await page.UntilAsync($"scrollY > {above.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        await page.Context.CloseAsync();
    }

    private static async Task<double[]> ViewAsync(IPage page) => await page.EvaluateAsync<double[]>("document.querySelector('#map-box svg').getAttribute('viewBox').split(' ').map(Number)");

    [Fact]
    public async Task Finer_shapes_come_only_from_close_by_and_a_country_leads_to_its_row()
    {
        var page = await site.OpenAsync("/map?service=zoom");
        await Assertions.Expect(page.Locator("#map-close")).ToHaveCountAsync(0);
        await page.Locator("#map-box").FocusAsync();
        await page.Keyboard.PressAsync("PageDown");
        await Assertions.Expect(page.Locator("#map-tip")).ToContainTextAsync("United States");
        for (var i = 0; i < 3; i++)
        {
            await page.Locator("#map-in").ClickAsync();
        }

        await Assertions.Expect(page.Locator("#map-close [data-code=US]")).ToHaveAttributeAsync("class", await page.Locator("use[data-code=US]").GetAttributeAsync("class") ?? "");
        await page.Locator("#map-box").FocusAsync();
        await page.Keyboard.PressAsync("PageDown");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("in-US", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_slider_changes_the_picture_the_words_and_the_table_and_a_renewal_keeps_all_that_is_seen()
    {
        var page = await site.OpenAsync("/map?service=zoom");
        var (shades, title) = (await page.EvaluateAsync<string>(Shades), await page.Locator("h1").TextContentAsync());
        await page.Locator("#map-in").ClickAsync();
        var width = await page.EvaluateAsync<double>(Width);
        await page.Locator("#map-at").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page.Locator("#map-said")).ToContainTextAsync("reports");
        Assert.Equal(await page.Locator("#map-said").TextContentAsync(), await page.Locator("#map-at").GetAttributeAsync("aria-valuetext"));
        Assert.NotEqual(shades, await page.EvaluateAsync<string>(Shades));
        var seen = await page.EvaluateAsync<string>(Shades);

        await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(title!, new() { Timeout = 20_000 });
        await page.WaitForURLAsync("**at=*");
        await Assertions.Expect(page.Locator("#in-US")).ToBeVisibleAsync();
        Assert.Equal(width, await page.EvaluateAsync<double>(Width));
        Assert.Equal(seen, await page.EvaluateAsync<string>(Shades));
        Assert.Equal("0", await page.Locator("#map-at").InputValueAsync());
        Assert.Equal("map-at", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_hours_are_links_that_show_the_same()
    {
        var page = await site.OpenAsync("/map?service=zoom", script: false);
        await page.Locator("#hours-links summary").ClickAsync();
        await page.Locator("#hours-links a").Nth(3).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Zoom: the map at");
        await Assertions.Expect(page.Locator("#map-player")).ToBeHiddenAsync();
        var address = new Uri(page.Url).PathAndQuery;
        var table = await page.Locator("#table tbody").TextContentAsync();
        await page.Context.CloseAsync();

        var scripted = await site.OpenAsync(address);
        Assert.Equal(table, await scripted.Locator("#table tbody").TextContentAsync());
        await scripted.Context.CloseAsync();
    }

    [Fact]
    public async Task An_outage_plays_pauses_and_goes_to_its_marks()
    {
        var page = await site.OpenAsync($"/outages/{SampleOutages.BlackoutId:D}");
        Assert.Equal("0", await page.Locator("#map-at").InputValueAsync());
        await page.Locator("#map-play").ClickAsync();
        await UntilAsync(async () => await page.EvaluateAsync<int>("+document.querySelector('#map-at').value") > 2);
        await page.Locator("#map-play").ClickAsync();
        var stopped = await page.Locator("#map-at").InputValueAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System);
        Assert.Equal(stopped, await page.Locator("#map-at").InputValueAsync());

        await page.Locator("#map-at").EvaluateAsync("slider => { slider.value = 60; slider.dispatchEvent(new Event('input', { bubbles: true })); }");
        await Assertions.Expect(page.Locator("#map-said")).ToContainTextAsync("225 reports", new() { Timeout = 20_000 });
        await page.Locator(".player__to button").First.ClickAsync();
        Assert.Equal("30", await page.Locator("#map-at").InputValueAsync());
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.Locator("#map-play").ClickAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System);
        Assert.Equal("31", await page.Locator("#map-at").InputValueAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task By_keyboard_an_outage_is_played_moved_to_a_mark_and_its_sentence_copied()
    {
        var page = await site.OpenAsync($"/outages/{SampleOutages.BlackoutId:D}");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Locator("#map-player").WaitForAsync();
        await KeyboardTests.TabToAsync(page, "#map-at");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Home");
        await KeyboardTests.TabToAsync(page, "#map-play");
        await page.Keyboard.PressAsync("Enter");
        await UntilAsync(async () => await page.EvaluateAsync<int>("+document.querySelector('#map-at').value") > 1);
        await page.Keyboard.PressAsync("Space");
        await KeyboardTests.TabToAsync(page, ".player__to button");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("30", await page.Locator("#map-at").InputValueAsync());

        await KeyboardTests.TabToAsync(page, "[data-copy=share-sentence]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#said")).Not.ToBeEmptyAsync();
        Assert.Contains("Zoom", await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/map?category=video-calls", false), InlineData("/ar/map?service=zoom&region=europe", true), InlineData("", true)]
    public async Task Zoomed_and_at_another_time_it_is_accessible_and_fits_the_smallest_phone(string path, bool dark)
    {
        var page = await site.OpenAsync(path.Length > 0 ? path : $"/outages/{SampleOutages.BlackoutId:D}", dark, width: 320);
        await page.Locator("#map-in").ClickAsync();
        await page.Locator("#map-at").FocusAsync();
        await page.Keyboard.PressAsync(path.Length > 0 ? "Home" : "ArrowRight");
        await Assertions.Expect(page.Locator("#map-said")).ToContainTextAsync(":", new() { Timeout = 20_000 });
        await Axe.AssertAccessibleAsync(page);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await page.Context.CloseAsync();
    }

    /// <summary>The policy of the site forbids the browser to wait for an expression by itself.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var left = 200; !await condition(); left--)
        {
            Assert.True(left > 0, "It did not come to pass.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
