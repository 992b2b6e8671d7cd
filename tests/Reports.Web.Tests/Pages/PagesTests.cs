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
using Reports.Web.Features;
using Reports.Web.Features.Home;
using Reports.Web.Features.Map;
using Reports.Web.Features.Outages;
using Reports.Web.Features.Services;
using Reports.Web.Localization;
using Reports.Web.Tests.Map;

namespace Reports.Web.Tests.Pages;

/// <summary>Every page on every board in every language: what must hold for all of them, and what each must say.</summary>
public sealed partial class PagesTests : IDisposable
{
    private readonly BunitContext _bunit = new();

    public PagesTests() => _bunit.Services.AddSingleton(Options.Create(new IntakeOptions { DedupeWindow = TimeSpan.FromMinutes(45) }));

    public static TheoryData<string, string> BoardsAndLanguages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var board in (string[])["calm", "blackout", "recovering", "resolved", "retracted"])
            {
                foreach (var texts in ShippedTexts.All.Shipped)
                {
                    data.Add(board, texts.Language);
                }
            }

            return data;
        }
    }

    public void Dispose() => _bunit.Dispose();

    [Theory, MemberData(nameof(BoardsAndLanguages))]
    public void Pages_keep_the_rules_of_the_house(string board, string language)
    {
        foreach (var markup in AllPages(Board(board), language))
        {
            Assert.DoesNotMatch(@"\sstyle=", markup);
            Assert.DoesNotMatch(@"<script(?![^>]*(src=""/|application/ld\+json))", markup);
            Assert.DoesNotMatch(@"(src|srcset|action)=""https?:", markup);
            Assert.DoesNotMatch(@"<(link|use)[^>]+(rel=""stylesheet""|use)[^>]+href=""https?:", markup);
            Assert.Single(Heading().Matches(markup));
            Assert.Contains($"lang=\"{language}\" dir=\"{ShippedTexts.Of(language).Direction}\"", markup, StringComparison.Ordinal);
            Assert.All(Ids(markup).GroupBy(id => id, StringComparer.Ordinal), group => Assert.Single(group));
            Assert.All(Fragments(markup), fragment => Assert.Contains(fragment, Ids(markup), StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("en", "Simulated data."), InlineData("it", "Dati simulati.")]
    public void Every_page_of_a_simulated_site_says_so(string language, string notice)
    {
        Assert.All(AllPages(SampleBoards.Blackout(simulated: true), language), markup => Assert.Contains(notice, markup, StringComparison.Ordinal));
        Assert.All(AllPages(SampleBoards.Blackout(), language), markup => Assert.DoesNotContain(notice, markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Service_page_opens_with_the_answer_and_marks_extents()
    {
        var heading = Service("zoom", SampleBoards.Blackout()).Find("h1");

        Assert.Equal("Many people in America and the Middle East, and some in Europe, cannot use Zoom since 14:02.", Spaces().Replace(heading.TextContent, " ").Trim());
        Assert.Equal("#where-america", heading.QuerySelector("a:not(.part)")!.GetAttribute("href"));
        Assert.Equal("Europe", heading.QuerySelector("a.part")!.TextContent);
    }

    [Fact]
    public void Report_box_posts_a_problem_with_one_tap()
    {
        var form = Service("zoom", SampleBoards.Blackout()).Find("#report form");

        Assert.Equal("zoom", form.QuerySelector("input[name=service]")!.GetAttribute("value"));
        Assert.Equal(SampleServices.Zoom.Problems, form.QuerySelectorAll("button[name=problem]").Select(button => button.GetAttribute("value")!), StringComparer.Ordinal);
        Assert.Equal("works", form.QuerySelector("button[name=kind]")!.GetAttribute("value"));
        Assert.Empty(form.QuerySelectorAll("[selected]"));
    }

    [Fact]
    public void Countries_with_fewer_than_ten_reports_are_not_compared()
    {
        var status = SampleBoards.Blackout().Find("zoom")!;
        var few = status.Countries.First(country => country.Reports is > 0 and < 10);
        var row = Service("zoom", SampleBoards.Blackout()).FindAll(".drill tbody tr")
            .First(tr => tr.QuerySelector("th")!.TextContent == ShippedTexts.Of("en").Region(few.Region));

        Assert.Equal("–", row.QuerySelector("td:last-child")!.TextContent.Trim());
    }

    [Fact]
    public void Calm_pages_use_no_colour_of_outages()
    {
        var page = Service("zoom", SampleBoards.Calm());

        Assert.DoesNotContain("class=\"c-over\"", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".answer--op"));
    }

    [Fact]
    public void Outage_page_counts_our_lead_over_the_provider()
    {
        var page = Render<OutagePage>(SampleBoards.Blackout(), "en", (nameof(OutagePage.Outage), SampleOutages.Blackout(OutageState.Outage)));

        Assert.Contains("Flagged 25 min before Zoom said anything", page.Find(".tl .gap").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CauseKind.Confused, 0.94, "Probably about WhatsApp (94% likely): people often report the wrong service.")]
    [InlineData(CauseKind.DependsOn, 0.9999, "Probably because of WhatsApp (99% likely), which it runs on.")]
    public void Outage_page_says_whose_fault_it_probably_is(CauseKind kind, double probability, string text)
    {
        var outage = SampleOutages.Blackout(OutageState.Outage) with { ProbablyCausedBy = new ProbableCause(SampleServices.WhatsApp, probability, kind) };
        var page = Render<OutagePage>(SampleBoards.Blackout(), "en", prefix: "en", (nameof(OutagePage.Outage), outage));

        Assert.Equal(text, page.Find("#cause").TextContent);
        Assert.Equal("/en/services/whatsapp", page.Find("#cause a").GetAttribute("href"));
        Assert.Empty(Render<OutagePage>(SampleBoards.Blackout(), "en", (nameof(OutagePage.Outage), SampleOutages.Blackout(OutageState.Outage))).FindAll("#cause"));
    }

    [Fact]
    public void Home_lists_the_worst_first_and_links_keep_the_language()
    {
        var page = Render<HomePage>(SampleBoards.Blackout(), "it", prefix: "it");

        Assert.Equal("/it/services/zoom", page.Find("#above .rows a").GetAttribute("href"));
        Assert.Equal("/services/zoom?x=1", new Uri("http://x" + Urls.InLanguage("/services/zoom", null) + "?x=1").PathAndQuery);
    }

    [Fact]
    public void Home_names_all_that_fails_and_draws_charts_only_for_the_worst()
    {
        var blackout = SampleBoards.Blackout();
        var zoom = blackout.Services[0];
        var services = Enumerable.Range(0, 40).Select(i => zoom with { Service = zoom.Service with { Slug = $"zoom-{i}", Name = $"Zoom {i}" } }).ToList();
        var page = Render<HomePage>(new StatusBoard(2, blackout.At, simulated: false, services, []), "en");

        Assert.Equal(24, page.FindAll("#above .rows a").Count);
        Assert.Equal("16 more", page.Find("#more-above summary").TextContent.Trim());
        Assert.Equal(
            services.Skip(24).Select(service => (service.Service.Name, Urls.Service(service.Service.Slug, null))),
            page.FindAll("#more-above a").Select(link => (link.TextContent, link.GetAttribute("href")!)));
        Assert.Equal(16, page.FindAll("#more-above .st").Count);
    }

    [Theory]
    [InlineData("javascript:alert(1)", null), InlineData("https://zoom.us", "https://zoom.us/"), InlineData(null, null), InlineData("/x", null)]
    public void SafeLink_FollowsOnlyWebAddresses(string? url, string? expected) => Assert.Equal(expected, SafeLink.To(url));

    private IEnumerable<string> AllPages(StatusBoard board, string language)
    {
        yield return Render<HomePage>(board, language).Markup;
        yield return Render<HomePage>(board, language, (nameof(HomePage.Query), "zom"), (nameof(HomePage.Region), "europe")).Markup;
        foreach (var service in board.Services)
        {
            yield return Render<ServicePage>(board, language, (nameof(ServicePage.Status), service)).Markup;
        }

        foreach (var outage in board.Outages)
        {
            yield return Render<OutagePage>(board, language, (nameof(OutagePage.Outage), outage)).Markup;
        }

        yield return Render<OutagesPage>(board, language).Markup;
        foreach (var (service, category, region, at) in ((string?, string?, string?, string?)[])[(null, null, null, null), (board.Services[0].Service.Slug, null, "europe", null), (null, "video-calls", "america", MapTimes.Of(board))])
        {
            yield return Render<MapPage>(board, language, (nameof(MapPage.Scope), MapScope.Read(board, service, category, region, at))).Markup;
        }

        yield return Render<MissingPage>(board, language).Markup;
    }

    private IRenderedComponent<ServicePage> Service(string slug, StatusBoard board) =>
        Render<ServicePage>(board, "en", (nameof(ServicePage.Status), board.Find(slug)));

    private IRenderedComponent<TPage> Render<TPage>(StatusBoard board, string language, params (string Name, object? Value)[] parameters)
        where TPage : PageView => Render<TPage>(board, language, prefix: null, parameters);

    private IRenderedComponent<TPage> Render<TPage>(StatusBoard board, string language, string? prefix, params (string Name, object? Value)[] parameters)
        where TPage : PageView
    {
        var page = new PageContext(ShippedTexts.Of(language), board, ShippedTexts.All.Shipped, prefix, "/", "", "https://reports.example", null);
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

    private static StatusBoard Board(string name) => name switch
    {
        "calm" => SampleBoards.Calm(),
        "blackout" => SampleBoards.Blackout(),
        "recovering" => SampleBoards.Recovering(),
        "retracted" => SampleBoards.Retracted(),
        _ => SampleBoards.Resolved(),
    };

    private static List<string> Ids(string markup) => [.. Id().Matches(markup).Select(match => match.Groups["id"].Value)];

    private static IEnumerable<string> Fragments(string markup) => Fragment().Matches(markup).Select(match => match.Groups["id"].Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("<h1[ >]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("\\sid=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("href=\"#(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fragment();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
