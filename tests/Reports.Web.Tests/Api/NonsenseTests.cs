using System.Net;
using System.Text;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Reports.Pipeline.Alarms;
using Reports.TestKit.Stores;

namespace Reports.Web.Tests.Api;

/// <summary>What nobody should send, and what a site should not say too early.</summary>
public sealed class NonsenseTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private ReportsApplication Application => shared.Application;

    [Fact]
    public async Task A_search_that_ends_in_half_a_character_is_a_search()
    {
        var response = await PageAsync(Application.Client, "/?query=" + new string('a', 79) + Uri.EscapeDataString("😀"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/?query="), InlineData("/suggest?query="), InlineData("/api/v1/services?query=")]
    public async Task A_search_for_what_is_no_character_finds_nothing(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await Application.Client.GetAsync(path + "%EF%BF%BE")).StatusCode);

    [Fact]
    public async Task A_comment_with_what_is_no_character_is_refused()
    {
        var response = await Application.ReportAsync(new { service = "spotify", comment = "down\ufffe" });

        Assert.Equal(["comment"], Contract.Fields(await Contract.ReadReportAsync(response)));
    }

    [Fact]
    public async Task A_cached_page_carries_nothing_of_its_first_reader()
    {
        var page = await (await PageAsync(Application.Client, "/outages?tracker=evil&region=europe")).Content.ReadAsStringAsync();

        Assert.DoesNotContain("evil", page, StringComparison.Ordinal);
        Assert.Contains("?region=europe", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/badge/%01.svg", HttpStatusCode.NotFound), InlineData("/badge/%F0%9F.json", HttpStatusCode.NotFound), InlineData("/%01", HttpStatusCode.NotFound)]
    public async Task Strange_addresses_lead_nowhere(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await Application.Client.GetAsync(path)).StatusCode);

    [Theory]
    [InlineData("/it/caff\u00e8?query=a%20b", "/it/caff%C3%A8?query=a%20b")]
    [InlineData("//evil.example", "/"), InlineData("https://evil.example", "/"), InlineData("/\\evil.example", "/"), InlineData("/a\nb", "/")]
    public async Task The_theme_leads_back_to_a_page_of_this_site(string target, string location)
    {
        using var client = Application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("theme", "dark"), new("return", target)]);
        var response = await client.PostAsync("/theme", form);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(location, response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_form_without_an_end_is_not_read_to_its_end()
    {
        using var body = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes("comment=" + new string('x', 200_000))));
        body.Headers.ContentType = new("application/x-www-form-urlencoded");
        body.Headers.ContentLength = null;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Application.Client.PostAsync("/report", body)).StatusCode);
    }

    [Fact]
    public async Task A_broken_character_in_a_batch_spoils_its_line_only()
    {
        byte[] good = Encoding.UTF8.GetBytes($$"""{"service":"spotify","country":"IT","reporter":"a","occurredAt":"{{TimeProvider.System.GetUtcNow():O}}"}""");
        byte[] broken = [.. "{\"service\":\"spotify\",\"reporter\":\""u8, 0xff, .. "\"}"u8];
        var response = await Application.SendAsync("/api/v1/reports/batch", [.. good, (byte)'\n', .. broken, (byte)'\r', (byte)'\n', (byte)'\n'], "application/x-ndjson", withKey: true);

        Assert.Equal("""{"accepted":1,"duplicates":0,"rejected":[{"line":2,"error":"the line is not a JSON object of the expected form"}]}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_batch_beyond_its_bounds_says_how_much_was_taken()
    {
        var line = $$"""{"service":"spotify","country":"IT","reporter":"endless","occurredAt":"{{TimeProvider.System.GetUtcNow():O}}"}""" + "\n";
        var body = Enumerable.Repeat((byte)' ', 65 * 1024 * 1024).ToArray();
        Encoding.UTF8.GetBytes(line).CopyTo(body, 0);
        for (var i = 1024 * 1024; i < body.Length; i += 1024 * 1024)
        {
            body[i] = (byte)'\n';
        }

        async Task<string> SendAsync(bool announced)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports/batch") { Content = new ByteArrayContent(body) };
            request.Headers.Add("Authorization", $"Bearer {ReportsApplication.Key}");
            request.Headers.TransferEncodingChunked = !announced;
            request.Content.Headers.ContentType = new("application/x-ndjson");
            request.Content.Headers.ContentLength = announced ? body.Length : null;
            var response = await Application.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            return await response.Content.ReadAsStringAsync();
        }

        Assert.Contains("Nothing was stored.", await SendAsync(announced: true), StringComparison.Ordinal);
        var answer = await SendAsync(announced: false);
        Assert.Contains("\"accepted\":1", answer, StringComparison.Ordinal);
        Assert.Contains("1 of them accepted", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_tick_nothing_is_said_but_reports_are_taken()
    {
        await using var application = new ReportsApplication();
        await using var starting = application.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.RemoveAll<IHostedService>()
            .AddHostedService(provider => provider.GetRequiredService<Pipeline.Intake.ReportWriter>())));
        using var client = starting.CreateClient();

        foreach (var path in new[] { "/api/v1/outages?state=open", "/api/v1/services/zoom", "/badge/zoom.svg", "/embed/zoom" })
        {
            var response = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.True(response.Headers.CacheControl!.NoStore);
        }

        var page = await PageAsync(client, "/it/services/zoom");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("Il sito è appena partito", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var report = new StringContent("""{"service":"zoom"}""", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/api/v1/reports", report)).StatusCode);
    }

    private static Task<HttpResponseMessage> PageAsync(HttpClient client, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        return client.SendAsync(request);
    }
}
