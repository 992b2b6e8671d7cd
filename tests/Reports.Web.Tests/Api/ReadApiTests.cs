using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reports.Data;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.TestKit.Stores;

namespace Reports.Web.Tests.Api;

public sealed class ReadApiTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private ReportsApplication Application => shared.Application;

    [Fact]
    public async Task Reports_show_in_service_map_series_and_list_after_a_tick()
    {
        for (var i = 0; i < 12; i++)
        {
            await Application.ReportAsync(new { service = "netflix", problem = "login", location = new { country = "IT" } }, address: $"60.{i}.1.1");
        }

        await Application.ReportAsync(new { service = "netflix", kind = "works", location = new { country = "IT" } }, address: "60.99.1.1");
        await Application.NextBoardAsync();

        var service = await Application.GetAsync("/api/v1/services/netflix");
        Assert.Equal(12, service.GetProperty("reportsLastHour").GetInt32());
        var italy = service.GetProperty("regions").EnumerateArray().Single(region => region.GetProperty("region").GetString() == "IT");
        Assert.Equal((12, 1), (italy.GetProperty("reports").GetInt32(), italy.GetProperty("works").GetInt32()));
        Assert.Equal(1, service.GetProperty("problems")[0].GetProperty("share").GetDouble());

        var feature = (await Application.GetAsync("/api/v1/services/netflix/map")).GetProperty("features")[0];
        Assert.Equal("IT", feature.GetProperty("id").GetString());
        Assert.Equal("Point", feature.GetProperty("geometry").GetProperty("type").GetString());
        var properties = feature.GetProperty("properties");
        Assert.Equal(0.9231, properties.GetProperty("share").GetDouble());
        Assert.InRange(properties.GetProperty("shareLow").GetDouble(), 0.5, 0.9);
        Assert.InRange(properties.GetProperty("shareHigh").GetDouble(), 0.95, 1);

        var since = (await Application.GetAsync("/api/v1/services/netflix")).GetProperty("since").GetDateTimeOffset();
        Assert.Equal(since, (await Application.GetAsync("/api/v1/services/netflix/map")).GetProperty("metadata").GetProperty("since").GetDateTimeOffset(), TimeSpan.FromMinutes(1));

        var list = await Application.GetAsync("/api/v1/services?query=netfl");
        Assert.Equal(48, list.GetProperty("items")[0].GetProperty("sparkline").GetArrayLength());

        var points = (await Application.GetAsync("/api/v1/services/netflix/series?region=europe")).GetProperty("points");
        Assert.Equal(288, points.GetArrayLength());
        Assert.Equal(12, points.EnumerateArray().Sum(point => point.GetProperty("reports").GetInt32()));
    }

    [Fact]
    public async Task Reads_are_open_to_all_origins_and_answer_304()
    {
        var first = await Application.Client.GetAsync("/api/v1/services/zoom");
        Assert.Equal("*", first.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/services/zoom");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await Application.Client.SendAsync(again);
        Assert.Contains(second.StatusCode, new[] { HttpStatusCode.NotModified, HttpStatusCode.OK });
        Assert.Equal(second.StatusCode == HttpStatusCode.OK, !Equals(first.Headers.ETag, second.Headers.ETag));
    }

    [Theory]
    [InlineData("/api/v1/outages"), InlineData("/api/v1/outages?state=open"), InlineData("/api/v1/services/spotify/series?from=2026-01-01T00:00:00Z&to=2026-01-01T05:00:00Z")]
    public async Task Reads_from_the_database_answer_304_while_they_say_the_same(string path)
    {
        var first = await Application.Client.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await Application.Client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Outages_that_began_in_the_same_minute_are_all_listed_and_replayed()
    {
        var start = new DateTimeOffset(DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().Date, DateTimeKind.Utc)).AddDays(-2);
        var rows = Enumerable.Range(0, 60).Select(_ => new OutageRow
        {
            Id = Guid.NewGuid(),
            ServiceId = Application.Services.GetRequiredService<ServiceCatalog>().Find("deezer")!.Id,
            State = OutageState.Resolved,
            StartedAt = start,
            DetectedAt = start,
            FlaggedAt = start,
            EndedAt = start.AddHours(1),
            Extent = "00000",
            WidestExtent = "00000",
            Problems = "[]",
            Transitions = { new OutageTransitionRow { From = null, To = OutageState.Outage, At = start }, new OutageTransitionRow { From = OutageState.Outage, To = OutageState.Resolved, At = start } },
        }).ToList();
        await using (var context = await Application.Services.GetRequiredService<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync())
        {
            context.AddRange(rows);
            await context.SaveChangesAsync();
        }

        await Application.NextBoardAsync();
        var listed = new List<Guid>();
        for (string? path = "/api/v1/outages?service=deezer"; path is not null;)
        {
            var page = await Application.GetAsync(path);
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            path = page.GetProperty("next").GetString() is { } next ? $"/api/v1/outages?service=deezer&page={next}" : null;
        }

        Assert.Equal(rows.Select(row => row.Id).Order(), listed.Order());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events?service=deezer") { Headers = { { "Last-Event-ID", "0" } } };
        using var response = await Application.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var events = new List<string>();
        while (events.Count < 120)
        {
            if (await reader.ReadLineAsync() is ['e', 'v', 'e', 'n', 't', ':', ' ', .. var type])
            {
                events.Add(type);
            }
        }

        Assert.Equal(60, events.Count(type => type == "outage.opened"));
        Assert.Equal(60, events.Count(type => type == "outage.resolved"));
    }

    [Fact]
    public async Task Pages_of_a_list_follow_each_other_to_the_end()
    {
        var slugs = new List<string>();
        for (string? path = "/api/v1/services"; path is not null;)
        {
            var page = await Application.GetAsync(path);
            slugs.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("slug").GetString()!));
            path = page.GetProperty("next").GetString() is { } next ? $"/api/v1/services?page={next}" : null;
        }

        Assert.True(slugs.Count >= 80);
        Assert.Equal(slugs.Count, slugs.Distinct().Count());
    }

    [Fact]
    public async Task Below_country_a_course_is_told_by_the_hour_whatever_is_asked()
    {
        var series = await Application.GetAsync("/api/v1/services/netflix/series?region=IT-25&step=5m&from=2026-05-01T10:10:00Z&to=2026-05-01T12:50:00Z");
        Assert.Equal("1h", series.GetProperty("step").GetString());
        Assert.Equal(["10:00", "11:00", "12:00"], series.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("t").GetString()![11..16]));
    }

    [Theory]
    [InlineData("/api/v1/services/nope", 404), InlineData("/api/v1/services/zoom/series?region=ZZ", 400), InlineData("/api/v1/services/zoom/series?step=2m", 400),
     InlineData("/api/v1/services/zoom/series?from=2020-01-01T00:00:00Z&step=1m", 400), InlineData("/api/v1/outages?state=maybe", 400),
     InlineData("/api/v1/outages/00000000-0000-0000-0000-000000000001", 404), InlineData("/api/v1/outages?page=%%%", 400), InlineData("/api/v1/services?status=bad", 400)]
    public async Task Wrong_questions_get_a_problem_document(string path, int status)
    {
        var response = await Application.Client.GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task What_the_provider_says_appears_on_the_service()
    {
        var path = "/api/v1/services/dropbox/updates";
        Assert.Equal(HttpStatusCode.Unauthorized, (await Application.SendAsync(path, "{}"u8.ToArray(), "application/json")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Application.SendAsync(path, "{}"u8.ToArray(), "application/json", withKey: true)).StatusCode);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { status = "monitoring", text = "A fix is in place.", language = "en", url = "https://status.dropbox.com" });

        var created = await Application.SendAsync(path, body, "application/json", withKey: true);
        await Application.NextBoardAsync();

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("monitoring", (await Application.GetAsync("/api/v1/services/dropbox")).GetProperty("lastOfficialUpdate").GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_stream_tells_the_status_of_a_service_at_once()
    {
        using var stream = await Application.Client.GetStreamAsync("/api/v1/events?service=zoom");
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (!lines.Any(line => line.StartsWith("data:")))
        {
            lines.Add((await reader.ReadLineAsync())!);
        }

        Assert.Contains("event: status", lines);
        Assert.Contains("\"service\":\"zoom\"", lines[^1]);
    }

    [Fact]
    public async Task The_interface_is_described()
    {
        var document = await Application.GetAsync("/openapi/v1.json");
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString());
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/v1/reports", out _));
    }
}
