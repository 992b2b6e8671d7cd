using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.SubmitReport.Proofs;

/// <summary>The page between a suspicious form and its report, with and without a script.</summary>
public sealed partial class ProofFormTests
{
    private static readonly Dictionary<string, string> Filled = new()
    {
        ["service"] = "zoom",
        ["problem"] = "login",
        ["country"] = "US",
        ["subdivision"] = "US-NY",
        ["comment"] = "a \"quote\"\nand a line",
        ["from"] = "https://forum.example/",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_of_a_suspicious_network_comes_back_whole_and_counts_once_it_is_solved()
    {
        await using var application = await ReportsApplication.StartAsync();
        var (status, page) = await PostAsync(application, "/it/report", Filled);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("<h1>Ancora un passo per la tua segnalazione</h1>", page, StringComparison.Ordinal);
        var fields = FieldsOf(page);
        Assert.All(Filled, field => Assert.Equal(field.Value, fields[field.Key]));
        Assert.NotEmpty(fields["idempotencyKey"]);

        fields["altcha"] = ProofSolver.Payload(AskedOf(page));
        var (sent, done) = await PostAsync(application, "/it/report", fields);
        Assert.Equal(HttpStatusCode.OK, sent);
        Assert.Contains("Contata.", done, StringComparison.Ordinal);

        var (again, used) = await PostAsync(application, "/it/report", fields);
        Assert.Equal(HttpStatusCode.Forbidden, again);
        Assert.Contains("Questo passo è già servito per una segnalazione.", WebUtility.HtmlDecode(used), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_script_it_waits_presses_and_counts_and_too_early_it_is_told_how_long()
    {
        await using var application = await ReportsApplication.StartAsync();
        var (_, page) = await PostAsync(application, "/en/report", Filled);
        Assert.Contains("Please wait 10 seconds, then press the button.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"alert\"", page, StringComparison.Ordinal);

        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, Token);
        var (status, early) = await PostAsync(application, "/en/report", FieldsOf(page));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("That was a little too early.", early, StringComparison.Ordinal);
        Assert.Matches("Please wait [2-9] seconds", early);
        Assert.Equal(FieldsOf(page)[WaitTokens.Field], FieldsOf(early)[WaitTokens.Field]);

        await Task.Delay(WaitTokens.Delay, TimeProvider.System, Token);
        var fields = FieldsOf(early);
        var (sent, done) = await PostAsync(application, "/en/report", fields);
        Assert.Equal(HttpStatusCode.OK, sent);
        Assert.Contains("Counted.", done, StringComparison.Ordinal);

        var (again, used) = await PostAsync(application, "/en/report", fields);
        Assert.Equal(HttpStatusCode.Forbidden, again);
        Assert.Contains("This step was used for a report already.", used, StringComparison.Ordinal);
        Assert.NotEqual(fields[WaitTokens.Field], FieldsOf(used)[WaitTokens.Field]);
        Assert.All(Filled, field => Assert.Equal(field.Value, FieldsOf(used)[field.Key]));
    }

    [Fact]
    public async Task Only_six_waits_of_a_network_are_taken_in_a_minute_and_then_the_form_is_kept()
    {
        await using var application = await ReportsApplication.StartAsync();
        List<Dictionary<string, string>> pages = [];
        for (var i = 0; i < 7; i++)
        {
            pages.Add(FieldsOf((await PostAsync(application, "/en/report", Filled)).Page));
        }

        await Task.Delay(WaitTokens.Delay, TimeProvider.System, Token);
        foreach (var fields in pages[..6])
        {
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(application, "/en/report", fields)).Status);
        }

        application.FillNetwork("127.0.0.1");
        using var answer = await SendAsync(application, "/en/report", pages[6], "same-origin");
        var busy = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(71));
        Assert.Contains("data-again", busy, StringComparison.Ordinal);
        Assert.Contains("and a line", busy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_does_not_say_where_it_comes_from_needs_no_third_page()
    {
        await using var application = await ReportsApplication.StartAsync();
        var (_, confirm) = await PostAsync(application, "/en/report", Filled, site: null);
        var (_, page) = await PostAsync(application, "/en/report", FieldsOf(confirm), site: null);
        var fields = FieldsOf(page);
        fields["altcha"] = ProofSolver.Payload(AskedOf(page));
        var (_, done) = await PostAsync(application, "/en/report", fields, site: null);

        Assert.Contains("Counted.", done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_of_this_site_alone_and_kept_by_nobody()
    {
        await using var application = await ReportsApplication.StartAsync();
        application.FillNetwork("127.0.0.1");
        using var answer = await SendAsync(application, "/en/report", Filled, "same-origin");

        Assert.True(answer.Headers.CacheControl?.NoStore);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("blob:", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        foreach (var path in (string[])["/proof.js", "/proof.css", "/altcha/altcha.min.js", "/altcha/altcha.css", "/altcha/pbkdf2.js"])
        {
            Assert.Equal(HttpStatusCode.OK, (await application.Client.GetAsync(path, Token)).StatusCode);
        }
    }

    private static JsonElement AskedOf(string page) =>
        JsonDocument.Parse(WebUtility.HtmlDecode(AskedPattern().Match(page).Groups["asked"].Value)).RootElement.GetProperty("challenge");

    private static Dictionary<string, string> FieldsOf(string page) => HiddenPattern().Matches(page[..page.IndexOf("class=\"themes\"", StringComparison.Ordinal)])
        .ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value), StringComparer.Ordinal);

    private static async Task<(HttpStatusCode Status, string Page)> PostAsync(ReportsApplication application, string path, Dictionary<string, string> fields, string? site = "same-origin")
    {
        application.FillNetwork("127.0.0.1");
        using var answer = await SendAsync(application, path, fields, site);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static async Task<HttpResponseMessage> SendAsync(ReportsApplication application, string path, Dictionary<string, string> fields, string? site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        return await application.Client.SendAsync(request, Token);
    }

    [GeneratedRegex("data-proof=\"(?<asked>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AskedPattern();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenPattern();
}
