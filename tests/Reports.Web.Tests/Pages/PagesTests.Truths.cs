using System.Globalization;
using Bunit;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.Home;
using Reports.Web.Features.Outages;
using Reports.Web.Features.Services;
using Reports.Web.Localization;

namespace Reports.Web.Tests.Pages;

/// <content>What pages must not say because it is not so, or because nobody can know it.</content>
public sealed partial class PagesTests
{
    [Theory]
    [InlineData("FR", 26, 1, StatusLevel.Operational, "Above usual, not flagged", "26×")]
    [InlineData("FR", 26, 24, StatusLevel.Operational, "No unusual reports", "1.1×")]
    [InlineData("FR", 26, 1, StatusLevel.Outage, "Outage", "26×")]
    [InlineData("FR", 26, 0.1, StatusLevel.Outage, "Outage", "usually almost none")]
    [InlineData("FR", 9, 1, StatusLevel.Operational, "Too few to say", "–")]
    [InlineData("FR", 9, 1, StatusLevel.Possible, "Possible problem", "–")]
    public void The_words_of_a_country_agree_with_its_numbers(string country, int reports, double usual, StatusLevel level, string word, string compared)
    {
        var board = SampleBoards.Blackout();
        var zoom = board.Find("zoom")!;
        zoom = zoom with
        {
            Countries = [.. zoom.Countries.Select(status => status.Region != country ? status
                : status with { Reports = reports, Expected = usual, Lower = 0, Upper = usual + 4, Status = level })],
        };
        var row = Service("zoom", new StatusBoard(3, board.At, simulated: false, [zoom], board.Outages)).FindAll(".drill tbody tr")
            .First(tr => tr.QuerySelector("th")!.TextContent == ShippedTexts.Of("en").Region(country));

        Assert.Equal(word, row.QuerySelector(".st")!.TextContent.Trim());
        Assert.Equal(compared, row.QuerySelector("td:last-child")!.TextContent.Trim());
    }

    [Fact]
    public void Where_almost_none_are_usual_the_map_says_it_in_words()
    {
        var board = SampleBoards.Blackout();
        var zoom = board.Find("zoom")!;
        zoom = zoom with { Countries = [zoom.Countries[0] with { Region = "LI", Reports = 4, Expected = 0, Lower = 0, Upper = 0 }, .. zoom.Countries] };
        var titles = Service("zoom", new StatusBoard(3, board.At, simulated: false, [zoom], board.Outages)).FindAll("#map .land title").Select(title => title.TextContent).ToList();

        Assert.Contains("Liechtenstein: 4 reports, usually almost none", titles);
        Assert.DoesNotContain(titles, title => title.Contains("0–0", StringComparison.Ordinal));
        Assert.Equal("0", ShippedTexts.Of("en").Range(0, 0));
    }

    [Fact]
    public void The_chart_says_that_the_running_minutes_are_not_on_it()
    {
        var series = SampleBoards.Blackout().Find("zoom")!.World.Series;
        var said = Service("zoom", SampleBoards.Blackout()).Find(".chart__end");

        Assert.Equal(series.End.AddMinutes(-series.StepMinutes).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), said.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Contains("still running", said.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zoom", "Not down for everyone"), InlineData("vodafone-italia", "Not down for everyone"), InlineData("webex", "Who says what")]
    public void What_is_only_possible_is_not_called_down(string service, string heading) =>
        Assert.Equal(heading, Service(service, SampleBoards.Blackout()).Find("#h-works").TextContent);

    [Fact]
    public void Where_nobody_says_it_works_nobody_is_said_to()
    {
        var status = SampleBoards.Blackout().Find("zoom")!;
        var page = Render<ServicePage>(SampleBoards.Blackout(), "en", (nameof(ServicePage.Status), status with { World = status.World with { Works = 0 } }));

        Assert.Equal("Who says what", page.Find("#h-works").TextContent);
        Assert.DoesNotContain("of those who answered", page.Find("#works").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "We know of no word from Cisco Webex yet"), InlineData("it", "Finora non ci risulta nessuna comunicazione di Cisco Webex")]
    public void That_a_provider_is_silent_is_more_than_we_know(string language, string words)
    {
        var page = Render<OutagePage>(SampleBoards.Blackout(), language, (nameof(OutagePage.Outage), SampleOutages.Webex));

        Assert.Equal(words, page.Find(".tl .gap").TextContent.Trim());
    }

    [Fact]
    public void The_map_of_an_outage_invents_no_range_and_agrees_with_its_table()
    {
        var page = Render<OutagePage>(SampleBoards.Blackout(), "en", (nameof(OutagePage.Outage), SampleOutages.Blackout(OutageState.Outage)));
        var saudiArabia = page.Find("#map use[href$='#SA']");

        Assert.Equal("Saudi Arabia: 121 reports, usual about 3", saudiArabia.TextContent);
        Assert.Equal(saudiArabia.ClassName![1..], page.Find("#evidence-SA .bar rect").ClassName![2..]);
    }

    [Theory]
    [InlineData("zoom", "No reports from here since 14:02."), InlineData("whatsapp", "No reports from here in the last hour.")]
    public void A_region_without_reports_is_told_of_the_window_that_is_shown(string service, string words)
    {
        var status = SampleBoards.Blackout().Find(service)!;
        var page = Render<ServicePage>(SampleBoards.Blackout(), "en", (nameof(ServicePage.Status), status with { Countries = [] }));

        Assert.All(page.FindAll(".drill__in p"), line => Assert.Equal(words, line.TextContent));
        Assert.Equal(5, page.FindAll(".drill__in p").Count);
    }

    [Fact]
    public void A_newsroom_is_told_the_window_that_this_site_has()
    {
        var page = Render<OutagePage>(SampleBoards.Blackout(), "en", (nameof(OutagePage.Outage), SampleOutages.Webex));

        Assert.Contains("One person counts once in 45 min;", page.Find("#quote").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_provider_said_last_is_quoted_in_its_language_while_no_outage_is_open()
    {
        var status = SampleBoards.Blackout().Find("zoom")!;
        var update = new OfficialUpdate(Guid.NewGuid(), status.Service.Id, OfficialStatus.Monitoring, "We <b>continue</b> to monitor.", "en", null, SampleBoards.Blackout().At.AddMinutes(-5), Simulated: false);
        var calm = status with { OpenOutage = null, LastUpdate = update };

        var quote = Render<ServicePage>(SampleBoards.Blackout(), "it", (nameof(ServicePage.Status), calm)).Find(".answer__facts q");

        Assert.Equal(("en", "We <b>continue</b> to monitor."), (quote.GetAttribute("lang"), quote.TextContent));
    }

    [Fact]
    public void The_share_of_those_who_cannot_use_it_has_its_range_and_stands_where_enough_answered()
    {
        var status = SampleBoards.Blackout().Find("zoom")!;
        string TextOf(params IEnumerable<RegionStatus> parts) => Spaces().Replace(
            Render<ServicePage>(SampleBoards.Blackout(), "en", (nameof(ServicePage.Status), status with { World = status.World with { Reports = 80, Works = 20 }, MacroRegions = [.. parts] }))
                .Find("#works").TextContent, " ");

        var text = TextOf(status.MacroRegions[0] with { Reports = 500, Works = 500 }, status.MacroRegions[1] with { Reports = 5, Works = 4 });
        Assert.Contains("About 80% of those who answered cannot use it (between 72% and 86%).", text, StringComparison.Ordinal);
        Assert.Contains("America: about 50% (between 47% and 53%)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Middle East", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timeline_over_midnight_names_the_day_where_it_changes()
    {
        var outage = SampleOutages.Blackout(OutageState.Resolved);
        var moved = outage with { OfficialUpdates = [outage.OfficialUpdates[0] with { At = SampleOutages.Start.AddHours(12) }] };
        var hours = Render<OutagePage>(SampleBoards.Resolved(), "en", (nameof(OutagePage.Outage), moved)).FindAll(".tl time");

        Assert.Equal("14:02", hours[0].TextContent);
        Assert.Equal(["19:10", "18 May 2020", "02:02"], hours.TakeLast(3).Select(hour => hour.TextContent));
    }

    [Fact]
    public void Where_we_take_an_outage_back_nothing_is_told_of_it()
    {
        var board = SampleBoards.Retracted();
        string[] pages = [Service("zoom", board).Markup, Render<HomePage>(board, "en").Markup, Render<OutagesPage>(board, "en").Markup];

        Assert.All(pages, page => Assert.DoesNotContain(SampleOutages.BlackoutId.ToString(), page, StringComparison.Ordinal));
        Assert.DoesNotContain("The last outage ended", pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"c-over\"", pages[0], StringComparison.Ordinal);
        Assert.Contains(SampleOutages.BlackoutId.ToString(), Service("zoom", SampleBoards.Resolved()).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_an_outage_that_we_take_back_says_why_and_not_how_sure_we_were()
    {
        var board = SampleBoards.Retracted();
        var page = Render<OutagePage>(board, "en", (nameof(OutagePage.Outage), board.FindOutage(SampleOutages.BlackoutId)));

        Assert.Contains("A fan club had agreed to press the button.", page.Find(".tl").TextContent, StringComparison.Ordinal);
        Assert.Contains("in 40 min", Spaces().Replace(page.Find(".answer__facts").TextContent, " "), StringComparison.Ordinal);
        Assert.DoesNotContain("How sure we are", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("real outage", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"c-over\"", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("reports rise", page.Find("#chart").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("application/ld+json", page.Markup, StringComparison.Ordinal);
    }
}
