using System.Net;
using System.Text.RegularExpressions;
using Reports.Domain.Catalog;

namespace Reports.Web.Tests.SubmitReport;

/// <summary>The forms that need no JavaScript, as a browser sends them.</summary>
public sealed partial class ReportFormTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_is_counted_once_and_a_reload_does_not_count_again()
    {
        await using var application = await ReportsApplication.StartAsync();
        var key = KeyPattern().Match(await application.Client.GetStringAsync("/report?service=zoom", Token)).Groups["key"].Value;
        Assert.NotEmpty(key);

        for (var i = 0; i < 2; i++)
        {
            var (status, page) = await PostAsync(application, "/report", new() { ["service"] = "zoom", ["problem"] = "login", ["country"] = "IT", ["idempotencyKey"] = key });
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("Counted.", page, StringComparison.Ordinal);
        }

        await application.NextBoardAsync();
        Assert.Equal(1, await application.CountAsync("zoom"));
    }

    [Fact]
    public async Task One_tap_twice_is_already_counted_in_the_language_of_the_page()
    {
        await using var application = await ReportsApplication.StartAsync();
        await PostAsync(application, "/it/report", new() { ["service"] = "zoom", ["problem"] = "login" });
        var (_, page) = await PostAsync(application, "/it/report", new() { ["service"] = "zoom", ["problem"] = "login" });
        Assert.Contains("Già contata.", WebUtility.HtmlDecode(page), StringComparison.Ordinal);

        var (_, works) = await PostAsync(application, "/it/report", new() { ["service"] = "zoom", ["kind"] = "works" });
        Assert.Contains("Contata.", works, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("America/Chicago", "it-CH", "81.2.69.160", "in the United Kingdom")]
    [InlineData("America/Chicago", "it-CH", "127.0.0.1", "in the United States")]
    [InlineData("Asia/Calcutta", "it-CH", "127.0.0.1", "in India"), InlineData("Europe/Rome", "en", "127.0.0.1", "in Italy")]
    [InlineData("Europe/Berlin", "en", "127.0.0.1", "in Germany"), InlineData("Europe/Oslo", "en", "127.0.0.1", "in Norway"), InlineData("Asia/Tashkent", "en", "127.0.0.1", "in Uzbekistan")]
    [InlineData("Nowhere/Land", "it-CH", "127.0.0.1", "in Switzerland"), InlineData("", "it-CH", "127.0.0.1", "in Switzerland")]
    [InlineData("", "en", "127.0.0.1", "the first to report")]
    public async Task A_tap_counts_where_the_address_the_time_zone_or_the_language_says(string timeZone, string language, string address, string words)
    {
        await using var application = await ReportsApplication.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/report")
        {
            Content = new FormUrlEncodedContent([new("service", "zoom"), new("problem", "login"), new("timeZone", timeZone)]),
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Accept-Language", language }, { "X-Forwarded-For", address } },
        };
        using var answer = await application.Client.SendAsync(request, Token);

        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_was_counted_is_known_again_and_a_forged_id_is_nobodys()
    {
        await using var application = await ReportsApplication.StartAsync();
        using var browser = application.CreateClient(new() { HandleCookies = false });
        var (first, id) = await TapAsync(browser, "81.2.69.160", cookie: null);
        Assert.Contains("Counted.", first, StringComparison.Ordinal);
        Assert.NotNull(id);
        Assert.DoesNotContain("81.2.69", id, StringComparison.Ordinal);

        // From another network: the same person.
        var (again, other) = await TapAsync(browser, "92.3.4.5", id);
        Assert.Contains("Already counted.", again, StringComparison.Ordinal);
        Assert.Null(other);

        var (forged, given) = await TapAsync(browser, "92.3.4.5", id[..^8] + "AAAAAAAA");
        Assert.DoesNotContain("Already counted.", forged, StringComparison.Ordinal);
        Assert.NotNull(given);
    }

    [Fact]
    public async Task One_network_is_given_thirty_ids_in_half_an_hour_and_counts_without_after_that()
    {
        await using var application = await ReportsApplication.StartAsync();
        using var browser = application.CreateClient(new() { HandleCookies = false });
        var ids = new List<string?>();
        foreach (var service in ServiceCatalog.LoadShipped().Services.Take(32))
        {
            var (page, id) = await TapAsync(browser, "81.2.69.160", cookie: null, service.Slug);
            Assert.Contains("Counted.", page, StringComparison.Ordinal);
            ids.Add(id);
        }

        Assert.Equal((30, 2), (ids.Count(id => id is not null), ids.TakeLast(2).Count(id => id is null)));
        Assert.NotNull((await TapAsync(browser, "92.3.4.5", cookie: null)).Cookie);
    }

    [Fact]
    public async Task Going_back_and_changing_the_form_is_another_report_not_an_error()
    {
        await using var application = await ReportsApplication.StartAsync();
        await PostAsync(application, "/report", new() { ["service"] = "zoom", ["problem"] = "login", ["idempotencyKey"] = "k1" });
        var (status, page) = await PostAsync(application, "/report", new() { ["service"] = "zoom", ["kind"] = "works", ["idempotencyKey"] = "k1" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Good to hear", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_stands_next_to_its_field_and_nothing_is_lost()
    {
        await using var application = await ReportsApplication.StartAsync();
        var comment = "<b>" + new string('x', 600);
        var (status, page) = await PostAsync(application, "/report", new()
        {
            ["service"] = "zoom",
            ["problem"] = "audio-video",
            ["country"] = "US",
            ["subdivision"] = "US-NY",
            ["comment"] = comment,
            ["idempotencyKey"] = "keep-me",
        });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("id=\"comment-error\"", page, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(comment), page, StringComparison.Ordinal);
        Assert.Matches("value=\"audio-video\"[^>]*checked", page);
        Assert.Matches("value=\"US\"[^>]*selected", page);
        Assert.Matches("value=\"US-NY\"[^>]*selected", page);
        Assert.Contains("value=\"keep-me\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_is_refused_and_nothing_is_stored()
    {
        await using var application = await ReportsApplication.StartAsync();
        var (status, _) = await PostAsync(application, "/report", new() { ["service"] = "zoom", ["problem"] = "login" }, site: "cross-site");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        await application.NextBoardAsync();
        Assert.Equal(0, await application.CountAsync("zoom"));
    }

    [Fact]
    public async Task A_silent_browser_is_asked_first_and_its_answer_counts()
    {
        await using var application = await ReportsApplication.StartAsync();
        var (_, asked) = await PostAsync(application, "/report", new() { ["service"] = "zoom", ["problem"] = "login", ["comment"] = "a \"quote\"" }, site: null);
        var fields = HiddenPattern().Matches(asked[..asked.IndexOf("class=\"themes\"", StringComparison.Ordinal)])
            .ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value), StringComparer.Ordinal);
        Assert.Equal("a \"quote\"", fields["comment"]);
        await application.NextBoardAsync();
        Assert.Equal(0, await application.CountAsync("zoom"));

        var (_, page) = await PostAsync(application, "/report", fields, site: null);
        Assert.Contains("Counted.", page, StringComparison.Ordinal);

        fields["confirm"] = "forged";
        var (_, again) = await PostAsync(application, "/report", fields, site: null);
        Assert.Contains("Send this report?", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_one_person_are_kept_by_nobody_and_set_no_cookie()
    {
        await using var application = await ReportsApplication.StartAsync();
        using var answer = await application.Client.GetAsync("/it/report?service=zoom", Token);

        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.NotFound, (await application.Client.GetAsync("/report?service=nope", Token)).StatusCode);
    }

    [Theory]
    [InlineData("/en/report", "The connection to the site is lost.", "Something went wrong on our side."), InlineData("/it/report", "Il collegamento con il sito si è interrotto.", "Qualcosa è andato storto da parte nostra.")]
    public async Task A_lost_circuit_is_told_in_the_language_of_the_page(string path, string lost, string broken)
    {
        await using var application = await ReportsApplication.StartAsync();
        var page = WebUtility.HtmlDecode(await application.Client.GetStringAsync(path, Token));

        Assert.Matches($"(?s)id=\"components-reconnect-modal\".*{Regex.Escape(lost)}", page);
        Assert.Matches($"(?s)id=\"blazor-error-ui\".*{Regex.Escape(broken)}", page);
    }

    private static async Task<(string Page, string? Cookie)> TapAsync(HttpClient browser, string address, string? cookie, string service = "zoom")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/report")
        {
            Content = new FormUrlEncodedContent([new("service", service), new("problem", "other")]),
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "X-Forwarded-For", address } },
        };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"reporter={cookie}");
        }

        using var answer = await browser.SendAsync(request, Token);
        var kept = answer.Headers.TryGetValues("Set-Cookie", out var values) ? Assert.Single(values) : null;
        Assert.True(kept?.Contains("httponly", StringComparison.OrdinalIgnoreCase) is null or true);
        return (await answer.Content.ReadAsStringAsync(Token), kept?.Split('=', ';')[1]);
    }

    private static async Task<(HttpStatusCode Status, string Page)> PostAsync(
        ReportsApplication application, string path, Dictionary<string, string> fields, string? site = "same-origin")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using var answer = await application.Client.SendAsync(request, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    [GeneratedRegex("name=\"idempotencyKey\" value=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyPattern();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenPattern();
}
