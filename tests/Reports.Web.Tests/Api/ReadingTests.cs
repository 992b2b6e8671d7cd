using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reports.Data;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;

namespace Reports.Web.Tests.Api;

/// <summary>How reads are answered: what is cached, what is framed, what a wrong question and a HEAD get.</summary>
public sealed class ReadingTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private ReportsApplication Application => shared.Application;

    [Theory]
    [InlineData("/api/v1/services/nope"), InlineData("/api/v1/services?status=bad"), InlineData("/api/v1/services/nope/map")]
    public async Task A_wrong_question_stays_wrong_when_it_is_asked_again(string path)
    {
        var first = await Application.Client.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.TryAddWithoutValidation("If-None-Match", (await Application.Client.GetAsync("/api/v1/services/zoom")).Headers.ETag!.ToString());

        Assert.Null(first.Headers.ETag);
        Assert.Equal(first.StatusCode, (await Application.Client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_cached_list_is_of_its_own_question_and_of_no_other_parameter()
    {
        var zoom = await Application.Client.GetStringAsync("/api/v1/services?query=zoom");
        var spotify = await Application.Client.GetStringAsync("/api/v1/services?query=spotify");

        Assert.Contains("\"zoom\"", zoom, StringComparison.Ordinal);
        Assert.DoesNotContain("\"zoom\"", spotify, StringComparison.Ordinal);

        // A new board may come between two that ask, but not every time.
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add(await Application.Client.GetAsync($"/api/v1/services?query=deezer&unknown={i}"));
        }

        Assert.Contains(answers, answer => answer.Headers.Age is not null);
        Assert.All(await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync())), list => Assert.Contains("\"deezer\"", list, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/embed/zoom", true), InlineData("/embed/zoom/nowhere", false), InlineData("/services/zoom", false), InlineData("/embed", false)]
    public async Task Only_the_frame_of_an_embed_may_be_framed(string path, bool framed)
    {
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
            var headers = (await Application.Client.SendAsync(request)).Headers;

            Assert.Contains(framed ? "frame-ancestors *" : "frame-ancestors 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(!framed, headers.Contains("X-Frame-Options"));
        }
    }

    [Theory]
    [InlineData("/api/v1/services/zoom/series?to=9999-12-31T00:00:00Z", "to"), InlineData("/api/v1/services/zoom/series?from=abc", "from"),
     InlineData("/api/v1/outages?from=abc", "from"), InlineData("/api/v1/outages?to=0001-01-01T00:00:00Z", "to")]
    public async Task An_instant_that_is_none_is_named(string path, string field)
    {
        var response = await Application.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await ReadAsync(response)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("""{"status":"resolved","text":"x","language":"en","at":"1969-12-31T23:59:59Z"}""", "at")]
    [InlineData("""{"status":"resolved","text":"x","language":"e\u0000"}""", "language")]
    [InlineData("""{"status":"resolved","text":"a\u0000b","language":"en"}""", "text")]
    [InlineData("""{"status":"resolved","text":"x","language":"en","url":"https://a.example/\u0000"}""", "url")]
    public async Task An_official_update_that_nothing_can_store_is_refused(string body, string field)
    {
        var response = await Application.SendAsync("/api/v1/services/zoom/updates", Encoding.UTF8.GetBytes(body), "application/json", withKey: true);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await ReadAsync(response)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_reason_with_a_control_character_is_refused()
    {
        var response = await Application.SendAsync($"/api/v1/outages/{Guid.NewGuid()}/retract", "{\"reason\":\"a\\u0000b\"}"u8.ToArray(), "application/json", withKey: true);

        Assert.True((await ReadAsync(response)).GetProperty("errors").TryGetProperty("reason", out _));
    }

    [Theory]
    [InlineData("/"), InlineData("/services/zoom"), InlineData("/api/v1/services/zoom"), InlineData("/api/v1/outages"), InlineData("/embed/zoom"), InlineData("/badge/zoom.svg"),
     InlineData("/report"), InlineData("/healthz/ready"), InlineData("/openapi/v1.json"), InlineData("/print.css"), InlineData("/api/v1/services/nope")]
    public async Task HEAD_is_GET_without_the_body(string path)
    {
        var get = await Application.Client.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        var head = await Application.Client.SendAsync(request);

        Assert.Equal((get.StatusCode, get.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        Assert.Equal(get.Headers.Select(header => header.Key).Where(name => name != "Age").Order(), head.Headers.Select(header => header.Key).Where(name => name != "Age").Order());
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_stream_is_not_asked_for_its_head()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/v1/events");

        Assert.False((await Application.Client.SendAsync(request)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_outage_in_a_country_is_one_in_its_macro_region_and_its_parts()
    {
        var start = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var row = new OutageRow
        {
            Id = Guid.NewGuid(),
            ServiceId = Application.Services.GetRequiredService<ServiceCatalog>().Find("roblox")!.Id,
            State = OutageState.Resolved,
            StartedAt = start,
            DetectedAt = start,
            EndedAt = start.AddHours(1),
            Extent = "00000",
            WidestExtent = "00000",
            Problems = "[]",
            Regions = { new OutageRegion { Region = "IT", JoinedAt = start, LeftAt = start.AddHours(1) } },
        };
        await using (var context = await Application.Services.GetRequiredService<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync())
        {
            context.Add(row);
            await context.SaveChangesAsync();
        }

        async Task<int> CountAsync(string region) => (await Application.GetAsync($"/api/v1/outages?service=roblox&region={region}")).GetProperty("items").GetArrayLength();
        Assert.Equal((1, 1, 1, 1), (await CountAsync("world"), await CountAsync("europe"), await CountAsync("IT"), await CountAsync("IT-25")));
        Assert.Equal((0, 0, 0), (await CountAsync("africa"), await CountAsync("FR"), await CountAsync("US-NY")));
    }

    [Fact]
    public async Task An_outage_tells_the_evidence_of_each_region_and_null_where_none_was_kept()
    {
        var start = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var row = new OutageRow
        {
            Id = Guid.NewGuid(),
            ServiceId = Application.Services.GetRequiredService<ServiceCatalog>().Find("twitch")!.Id,
            State = OutageState.Resolved,
            StartedAt = start,
            DetectedAt = start,
            EndedAt = start.AddHours(1),
            Extent = "00000",
            WidestExtent = "00100",
            WidestShares = """[{"Share":0,"Low":0,"High":0},null,{"Share":0.4,"Low":0.3,"High":0.55},null,null]""",
            Problems = "[]",
            Regions =
            {
                new OutageRegion { Region = "world", JoinedAt = start, Evidence = new RegionEvidence(12, 0.6, 3, 1) },
                new OutageRegion { Region = "IT", JoinedAt = start, LeftAt = start.AddMinutes(5), Evidence = new RegionEvidence(20.125, 0.99, 1.5, 0.25) },
                new OutageRegion { Region = "IT", JoinedAt = start.AddMinutes(9), Evidence = new RegionEvidence(14, 0.9, 0.75, 0.5) },
                new OutageRegion { Region = "FR", JoinedAt = start.AddMinutes(20) },
            },
        };
        await using (var context = await Application.Services.GetRequiredService<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync())
        {
            context.Add(row);
            await context.SaveChangesAsync();
        }

        var outage = await Application.GetAsync($"/api/v1/outages/{row.Id}");
        double?[] Numbers(JsonElement region) =>
            [.. ((string[])["evidence", "confidence", "observedPerMinute", "expectedPerMinute"]).Select(name => region.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : (double?)null)];

        Assert.Equal([12, 0.6, 3, 1], Numbers(outage.GetProperty("world")));
        Assert.Equal(["IT", "FR"], outage.GetProperty("regions").EnumerateArray().Select(region => region.GetProperty("region").GetString()));
        Assert.Equal([20.12, 0.99, 1.5, 0.25], Numbers(outage.GetProperty("regions")[0]));
        Assert.Equal([null, null, null, null], Numbers(outage.GetProperty("regions")[1]));
        Assert.Equal(["america", "europe"], outage.GetProperty("extentShare").EnumerateObject().Select(share => share.Name));
        Assert.Equal("""{"share":0.4,"low":0.3,"high":0.55}""", outage.GetProperty("extentShare").GetProperty("europe").GetRawText());
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
