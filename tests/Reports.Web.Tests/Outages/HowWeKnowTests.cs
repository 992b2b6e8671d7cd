using System.Text.RegularExpressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reports.Domain.Outages;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Components;
using Reports.Web.Features.Outages;
using Reports.Web.Tests.Pages;

namespace Reports.Web.Tests.Outages;

/// <summary>The evidence behind an outage, which a page tells without any script.</summary>
public sealed partial class HowWeKnowTests : IDisposable
{
    private static readonly OutageView Open = SampleOutages.Blackout(OutageState.Outage);
    private readonly BunitContext _bunit = new();

    public HowWeKnowTests() => _bunit.Services.AddSingleton(Options.Create(new IntakeOptions()));

    public void Dispose() => _bunit.Dispose();

    [Fact]
    public void Each_region_has_its_peak_its_chance_and_when_it_was_flagged()
    {
        var rows = Page(Open).FindAll("details#how tbody tr").Select(row => row.Children.Select(cell => Text(cell.TextContent)).ToList()).ToList();

        Assert.Equal(["World", "America", "United States", "Canada", "Mexico", "Middle East"], rows.Take(6).Select(row => row[0]));
        Assert.Equal(["United States", "8.7 usual 0.1", "usually almost none", "under 1 in a million", "14:02"], rows[2]);
        Assert.Equal(["Mexico", "0.6 usual under 0.1", "usually almost none", "under 1 in 3,600", "14:08"], rows[4]);
        Assert.Equal("18×", rows[0][2]);
        Assert.Equal(1 + Open.Regions.Count, rows.Count);
    }

    [Fact]
    public void The_rate_of_a_region_is_not_the_peak_of_the_outage()
    {
        var page = Page(Open);

        Assert.Contains("peak 41 reports in one minute", Text(page.Find(".answer__facts").TextContent), StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("#how th"), head => head.TextContent.Contains("Peak", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("It is not the peak above", page.Find("#how caption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_narrow_screen_each_number_of_a_stacked_row_has_its_name()
    {
        var page = Page(Open);

        Assert.All(page.FindAll("#evidence .tbl--stack td:not(.opt)"), cell => Assert.NotEmpty(cell.GetAttribute("data-label") ?? ""));
    }

    [Fact]
    public void The_affected_share_comes_with_its_range()
    {
        var page = Page(Open);

        Assert.Equal(
            ["America: the affected countries usually send about 87% of its reports (between 84% and 90%).",
             "Middle East: the affected countries usually send about 71% of its reports (between 52% and 83%).",
             "Europe: the affected countries usually send about 40% of its reports (between 30% and 55%)."],
            page.FindAll("#how li").Select(item => Text(item.TextContent)));
        Assert.Equal("/en/method", page.Find("#how a").GetAttribute("href"));

        var alone = Page(Open with { ExtentShares = [null, new(0.714, 0.712, 0.714), ShareRange.Nothing, ShareRange.Nothing, ShareRange.Nothing] });
        Assert.Equal(
            ["America: reports stand out in the region as a whole, in no country alone.", "Middle East: the affected countries usually send about 71% of its reports."],
            alone.FindAll("#how li").Select(item => Text(item.TextContent)));
    }

    [Fact]
    public void What_was_not_kept_is_left_empty()
    {
        var old = Open.Regions[0] with { Evidence = null };
        var cells = Page(Open with { World = null, Regions = [old, .. Open.Regions.Skip(1)] }).Find("#how tbody tr").Children;

        Assert.Equal(["America", "", "", "", "14:02"], cells.Select(cell => Text(cell.TextContent)));
        Assert.Empty(Page(SampleOutages.PlayStation).FindAll("#how"));
    }

    [Fact]
    public void Few_reports_are_not_compared_and_little_evidence_says_nothing_of_chance()
    {
        var few = Open.Regions[1] with { Reports = 9, Evidence = new RegionEvidence(1, 0.1, 0.4, 0.1) };
        var cells = Page(Open with { World = null, Regions = [few] }).Find("#how tbody tr").Children;

        Assert.Equal(["United States", "0.4 usual 0.1", "–", "–", "14:02"], cells.Select(cell => Text(cell.TextContent)));
    }

    [Theory, MemberData(nameof(TextsTests.EveryLanguage), MemberType = typeof(TextsTests))]
    public void Every_language_tells_it_without_a_script(string language)
    {
        var how = Page(Open, language).Find("#how");

        Assert.Equal("SUMMARY", how.FirstElementChild!.TagName);
        Assert.Equal(5, how.QuerySelectorAll("thead th[scope=col]").Length);
        Assert.Equal(1 + Open.Regions.Count, how.QuerySelectorAll("tbody th[scope=row]").Length);
        Assert.Equal(3, how.QuerySelectorAll("li").Length);
        Assert.Empty(how.QuerySelectorAll("script, [hidden]"));
        Assert.DoesNotMatch(@"\{\d\}", how.TextContent);
    }

    private static string Text(string text) => Spaces().Replace(text, " ").Trim();

    private IRenderedComponent<OutagePage> Page(OutageView outage, string language = "en") => _bunit.Render<OutagePage>(builder =>
    {
        builder.OpenComponent(0, typeof(OutagePage));
        builder.AddComponentParameter(1, nameof(PageView.Page), new PageContext(
            ShippedTexts.Of(language), SampleBoards.Blackout(), ShippedTexts.All.Shipped, language, "/outages/1", "", "https://reports.example", null));
        builder.AddComponentParameter(2, nameof(OutagePage.Outage), outage);
        builder.CloseComponent();
    });

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
