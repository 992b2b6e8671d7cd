using System.Globalization;
using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reports.Domain.Outages;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Components;
using Reports.Web.Features.Home;
using Reports.Web.Features.Outages;
using Reports.Web.Localization;
using Reports.Web.Tests.Pages;

namespace Reports.Web.Tests.Outages;

/// <summary>What stands around the story: the lead over the provider, what is shared, and the data for search engines.</summary>
public sealed class OutagePagePartsTests : IDisposable
{
    private static readonly OutageView Open = SampleOutages.Blackout(OutageState.Outage);
    private readonly BunitContext _bunit = new();

    public OutagePagePartsTests() => _bunit.Services.AddSingleton(Options.Create(new IntakeOptions()));

    public void Dispose() => _bunit.Dispose();

    [Fact]
    public void Where_the_provider_spoke_first_the_timeline_says_so_before_our_flag()
    {
        var early = Open with { OfficialUpdates = [Open.OfficialUpdates[0] with { At = Open.FlaggedAt!.Value.AddMinutes(-5) }] };
        var gap = Page(early).Find("#lead");

        Assert.Equal("Zoom spoke 5 min before we flagged it", gap.TextContent.Trim());
        Assert.Equal("We call it an outage", gap.NextElementSibling!.QuerySelector("b")!.TextContent);
    }

    [Fact]
    public void The_timeline_says_how_many_countries_it_does_not_name()
    {
        var joined = Open.Regions.Single(region => region.Region == "GB") with { JoinedAt = Open.StartedAt.AddMinutes(17) };
        var many = Open with { Regions = [.. Open.Regions, .. ((string[])["IT", "FR", "DE", "ES"]).Select(code => joined with { Region = code })] };
        var europe = Page(many).FindAll(".tl .body").Single(body => body.QuerySelector("b")!.TextContent == "Europe joins");

        Assert.Equal("United Kingdom, Ireland, Netherlands, Italy and 3 more", europe.QuerySelector("small")!.TextContent);
    }

    [Fact]
    public void The_story_quotes_the_provider_with_its_source_and_its_language()
    {
        var said = Open.OfficialUpdates[^1] with { Simulated = false };
        var quote = Page(Open with { OfficialUpdates = [said] }, "it").Find("#story figure");

        Assert.Equal("en", quote.QuerySelector("blockquote")!.GetAttribute("lang"));
        Assert.Equal("https://status.zoom.us/", quote.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Lingua originale: English", quote.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "According to reports"), InlineData(true, "Simulated: According to reports")]
    public void What_is_shared_carries_its_address_and_that_it_is_simulated(bool simulated, string begin)
    {
        var page = Page(Open, "en", SampleBoards.Blackout(simulated));
        var mail = Uri.UnescapeDataString(page.Find("a[href^='mailto:']").GetAttribute("href")!);

        Assert.StartsWith(begin, page.Find("#share-sentence").TextContent, StringComparison.Ordinal);
        Assert.Equal("https://reports.example/en/outages/1", page.Find("#share-address").TextContent);
        Assert.Contains("&body=" + begin, mail, StringComparison.Ordinal);
        Assert.Contains("https://reports.example/en/outages/1", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_engines_are_told_what_the_page_is_and_no_more()
    {
        var graph = Data(Page(SampleOutages.Blackout(OutageState.Resolved), "ar").Markup);
        var report = graph[0];

        Assert.Equal("Report", report.GetProperty("@type").GetString());
        Assert.InRange(report.GetProperty("headline").GetString()!.Length, 1, 110);
        Assert.Equal("ar", report.GetProperty("inLanguage").GetString());
        Assert.Equal($"https://reports.example/og/ar/outages/{SampleOutages.BlackoutId:D}.png", report.GetProperty("image").GetString());
        Assert.Equal("2020-05-17T14:02:00Z/2020-05-17T19:10:00Z", report.GetProperty("temporalCoverage").GetString());
        Assert.Equal("2020-05-17T14:06:00Z", report.GetProperty("datePublished").GetString());
        Assert.Equal("2020-05-17T19:10:00Z", report.GetProperty("dateModified").GetString());
        Assert.Equal("SoftwareApplication", report.GetProperty("about").GetProperty("@type").GetString());
        Assert.Equal(3, report.GetProperty("spatialCoverage").GetArrayLength());
        Assert.True(report.GetProperty("isAccessibleForFree").GetBoolean());
        Assert.Equal(3, graph[1].GetProperty("itemListElement").GetArrayLength());
        Assert.EndsWith("/..", Data(Page(Open).Markup)[0].GetProperty("temporalCoverage").GetString(), StringComparison.Ordinal);
        Assert.Equal("Organization", Data(Page(SampleOutages.Vodafone(OutageState.Outage)).Markup)[0].GetProperty("about").GetProperty("@type").GetString());
    }

    [Fact]
    public void The_home_page_tells_how_to_search_it()
    {
        var site = Data(Render<HomePage>(SampleBoards.Calm(), "en").Markup)[0];

        Assert.Equal("https://reports.example/en?query={search_term_string}", site.GetProperty("potentialAction").GetProperty("target").GetProperty("urlTemplate").GetString());
    }

    private static JsonElement Data(string markup)
    {
        const string Begin = "<script type=\"application/ld+json\">";
        var from = markup.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return JsonSerializer.Deserialize<JsonElement>(markup[from..markup.IndexOf("</script>", from, StringComparison.Ordinal)]).GetProperty("@graph");
    }

    [Fact]
    public void The_map_does_not_call_a_country_usual_because_it_is_not_part_of_the_outage()
    {
        CountryCourse Course(string code, int[] reports) => new(code, reports, [1, 1, 1], [0, 0, 0], [3, 3, 3]);
        var frames = new CountryFrames(29_000_000, 1, 15, [3, 40, 30], [Course("GB", [0, 9, 9]), Course("SE", [0, 24, 20]), Course("NO", [2, 3, 1]), Course("FI", [0, 0, 0]),
            new("PL", [12, 5, 14], [1, 4, 13], [0, 1, 8], [2, 8, 20])]);
        var map = Render<OutagePage>(SampleBoards.Blackout(), "en", (nameof(OutagePage.Outage), Open), (nameof(OutagePage.Frames), frames)).Find("#map-box");
        (string?, string?) Shown(string code) => map.QuerySelector($"use[data-code={code}]") is { } shape ? (shape.GetAttribute("class"), shape.GetAttribute("data-count")) : (null, null);

        Assert.Equal(("c4", "24"), Shown("SE"));
        Assert.Equal(("few", "3"), Shown("NO"));
        Assert.Equal(("c3", "12"), Shown("PL"));
        Assert.Equal(("c0", "0"), Shown("FI"));
        Assert.Equal(Open.Regions.Single(region => region.Region == "GB").Reports.ToString(CultureInfo.InvariantCulture), Shown("GB").Item2);
    }

    private IRenderedComponent<OutagePage> Page(OutageView outage, string language = "en", StatusBoard? board = null) =>
        Render<OutagePage>(board ?? SampleBoards.Blackout(), language, (nameof(OutagePage.Outage), outage));

    private IRenderedComponent<TPage> Render<TPage>(StatusBoard board, string language, params (string Name, object? Value)[] parameters)
        where TPage : PageView
    {
        var page = new PageContext(ShippedTexts.Of(language), board, ShippedTexts.All.Shipped, "en", "/outages/1", "", "https://reports.example", null);
        return _bunit.Render<TPage>(builder =>
        {
            builder.OpenComponent(0, typeof(TPage));
            builder.AddComponentParameter(1, nameof(PageView.Page), page);
            foreach (var (name, value) in parameters)
            {
                builder.AddComponentParameter(2, name, value);
            }

            builder.CloseComponent();
        });
    }
}
