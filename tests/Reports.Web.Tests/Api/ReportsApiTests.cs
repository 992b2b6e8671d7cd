using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Reports.TestKit.Stores;

namespace Reports.Web.Tests.Api;

public sealed class ReportsApiTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private ReportsApplication Application => shared.Application;

    [Fact]
    public async Task A_report_is_answered_with_where_it_counts()
    {
        var response = await Application.ReportAsync(
            new { service = "zoom", problem = "login", location = new { latitude = 41.9, longitude = 12.5 }, unknownMember = 1 }, address: "81.2.69.142");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("europe", answer.GetProperty("region").GetProperty("macroRegion").GetString());
        Assert.Equal("IT-62", answer.GetProperty("region").GetProperty("subdivision").GetString());
        Assert.True(answer.GetProperty("counted").GetBoolean());
        Assert.EndsWith("+00:00", answer.GetProperty("receivedAt").GetString());
    }

    [Fact]
    public async Task Without_a_place_the_address_decides_and_a_private_one_counts_for_the_world()
    {
        var british = await ReadAsync(await Application.ReportAsync(new { service = "slack" }, address: "81.2.69.160"));
        var nowhere = await ReadAsync(await Application.ReportAsync(new { service = "slack" }, address: "10.1.2.3"));

        Assert.Equal("GB", british.GetProperty("region").GetProperty("country").GetString());
        Assert.Equal(JsonValueKind.Null, nowhere.GetProperty("region").GetProperty("macroRegion").ValueKind);
    }

    [Fact]
    public async Task The_same_person_is_told_already_reported_and_works_is_another_word()
    {
        var first = await ReadAsync(await Application.ReportAsync(new { service = "github", location = new { country = "DE" } }, address: "90.1.1.1"));
        var second = await ReadAsync(await Application.ReportAsync(new { service = "github", location = new { country = "DE" } }, address: "90.1.1.2"));
        var works = await ReadAsync(await Application.ReportAsync(new { service = "github", kind = "works", location = new { country = "DE" } }, address: "90.1.1.1"));

        Assert.True(first.GetProperty("counted").GetBoolean());
        Assert.False(second.GetProperty("counted").GetBoolean());
        Assert.Equal("already-reported", second.GetProperty("reason").GetString());
        Assert.True(works.GetProperty("counted").GetBoolean());
    }

    [Fact]
    public async Task A_retry_gets_the_original_answer_and_another_body_is_422()
    {
        var key = Guid.NewGuid().ToString();
        var first = await (await Application.ReportAsync(new { service = "discord", location = new { country = "FR" } }, key, "91.1.1.1")).Content.ReadAsStringAsync();
        var retry = await (await Application.ReportAsync(new { service = "discord", location = new { country = "FR" } }, key, "92.1.1.1")).Content.ReadAsStringAsync();
        var other = await Application.ReportAsync(new { service = "discord", location = new { country = "IT" } }, key, "91.1.1.1");

        Assert.Equal(first, retry);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("application/problem+json", other.Content.Headers.ContentType!.MediaType);
    }

    public static TheoryData<string, string, HttpStatusCode, string> WrongBodies => new()
    {
        { """{"service":"no-such-service"}""", "application/json", HttpStatusCode.NotFound, "unknown-service" },
        { """{"location":{"country":"IT"}}""", "application/json", HttpStatusCode.BadRequest, "invalid-request" },
        { """{"service":"reddit","location":{"latitude":91,"longitude":0}}""", "application/json", HttpStatusCode.BadRequest, "invalid-request" },
        { """{"service":"reddit","location":{"latitude":NaN,"longitude":0}}""", "application/json", HttpStatusCode.BadRequest, "invalid-json" },
        { """{"service":"reddit","location":{"latitude":45}}""", "application/json", HttpStatusCode.BadRequest, "invalid-request" },
        { """{"service":"reddit","location":{"country":"ZZ"}}""", "application/json", HttpStatusCode.BadRequest, "invalid-request" },
        { """{"service":"reddit","location":{"country":"IT","subdivision":"US-NY"}}""", "application/json", HttpStatusCode.BadRequest, "invalid-request" },
        { """{"service":"reddit","problem":"no-such-problem"}""", "application/json", HttpStatusCode.BadRequest, "invalid-request" },
        { """{"service":"reddit","kind":"maybe"}""", "application/json", HttpStatusCode.BadRequest, "invalid-request" },
        { """{"service":7}""", "application/json", HttpStatusCode.BadRequest, "invalid-json" },
        { """{"service":"reddit","comment":"a\u0000b"}""", "application/json", HttpStatusCode.BadRequest, "invalid-request" },
        { "service=reddit", "application/json", HttpStatusCode.BadRequest, "invalid-json" },
        { """{"service":"reddit"}""", "text/plain", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type" },
        { "null", "application/json", HttpStatusCode.BadRequest, "invalid-json" },
    };

    [Theory, MemberData(nameof(WrongBodies))]
    public async Task Wrong_input_gets_the_right_problem_document(string body, string contentType, HttpStatusCode status, string type)
    {
        var response = await Application.SendAsync("/api/v1/reports", Encoding.UTF8.GetBytes(body), contentType);

        await AssertProblemAsync(response, status, type);
    }

    [Theory]
    [InlineData("""{"service":"zo""", "The body is not valid JSON of at most 16 levels: look at line 1, byte 15.")]
    [InlineData("{\n\"service\" \"zoom\"}", "The body is not valid JSON of at most 16 levels: look at line 2, byte 11.")]
    [InlineData("""{"service":7}""", "The value at $.service is not what is expected there.")]
    public async Task What_is_wrong_with_the_body_is_told(string body, string detail)
    {
        var response = await Application.SendAsync("/api/v1/reports", Encoding.UTF8.GetBytes(body), "application/json");

        Assert.Equal(detail, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Too_long_too_large_broken_and_deep_bodies_are_refused()
    {
        await AssertProblemAsync(await Application.ReportAsync(new { service = "reddit", comment = new string('x', 501) }), HttpStatusCode.BadRequest, "invalid-request");
        await AssertProblemAsync(await Application.ReportAsync(new { service = "reddit", comment = new string('x', 1_000_000) }), HttpStatusCode.RequestEntityTooLarge, "too-large");
        byte[] broken = [.. """{"service":"reddit","comment":" """u8, 0xff, 0xfe, .. "\"}"u8];
        await AssertProblemAsync(await Application.SendAsync("/api/v1/reports", broken, "application/json"), HttpStatusCode.BadRequest, "invalid-json");
        var deep = Encoding.UTF8.GetBytes("{\"service\":" + new string('[', 5000) + new string(']', 5000) + "}");
        await AssertProblemAsync(await Application.SendAsync("/api/v1/reports", deep, "application/json"), HttpStatusCode.BadRequest, "invalid-json");
        Assert.Equal(0, await Application.CountAsync("reddit"));
    }

    [Fact]
    public async Task A_batch_counts_every_line_once_and_names_the_wrong_ones()
    {
        var at = TimeProvider.System.GetUtcNow();
        object Line(string reporter, int minutesAgo, string? id = null, string service = "spotify") =>
            new { service, country = "SE", reporter, occurredAt = at.AddMinutes(-minutesAgo), id };

        var answer = await ReadAsync(await Application.BatchAsync(
            Line("a", 50, "1"), Line("b", 50, "2"), Line("a", 50, "1"), Line("a", 40), Line("a", 10), "not json", Line("c", 1, service: "nope"), Line("d", 60 * 24 * 401)));

        Assert.Equal((3, 2), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32()));
        Assert.Equal([6, 7, 8], answer.GetProperty("rejected").EnumerateArray().Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal(3, await Application.CountAsync("spotify"));
    }

    [Fact]
    public async Task A_batch_needs_a_key()
    {
        var response = await Application.SendAsync("/api/v1/reports/batch", "{}"u8.ToArray(), "application/x-ndjson");

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized, "api-key-required");
    }

    [Fact]
    public async Task One_network_is_limited_and_told_when_to_come_back()
    {
        HttpResponseMessage? last = null;
        for (var i = 0; i < 700 && last?.StatusCode != HttpStatusCode.TooManyRequests; i++)
        {
            last = await Application.ReportAsync(new { service = "twitch" }, address: "93.7.7.7");
            Assert.True(i >= 120 || last.StatusCode == HttpStatusCode.Created);
        }

        await AssertProblemAsync(last!, HttpStatusCode.TooManyRequests, "too-many-reports");
        Assert.True(last!.Headers.Contains("Retry-After"));
        Assert.StartsWith("\"network\";q=", last.Headers.GetValues("RateLimit-Policy").Single());
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal($"/problems/{type}", problem.GetProperty("type").GetString());

        // There is no trace, and the number of the connection would count those of all callers.
        Assert.False(problem.TryGetProperty("traceId", out _));
    }
}

/// <summary>One site for the tests of a class; each test uses services or addresses of its own.</summary>
public sealed class SharedApplication : IAsyncLifetime
{
    public ReportsApplication Application { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Application = await ReportsApplication.StartAsync();

    public ValueTask DisposeAsync() => Application.DisposeAsync();
}
