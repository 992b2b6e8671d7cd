using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reports.Data;
using Reports.Data.Counting;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.Map;

public sealed class FramesApiTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private ReportsApplication Application => shared.Application;

    [Theory]
    [InlineData("/api/v1/frames?category=nonsense", HttpStatusCode.BadRequest), InlineData("/api/v1/services/nonsense/frames", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/outages/01720f3a-2c00-7a11-8d2e-5d1f3a7c9bff/frames", HttpStatusCode.NotFound), InlineData("/api/v1/frames?category=", HttpStatusCode.OK)]
    [InlineData("/map?category=%F0%9F&at=yesterday", HttpStatusCode.OK), InlineData("/map?service=zoom&category=banking&region=mars&at=2999-01-01", HttpStatusCode.OK)]
    public async Task What_is_asked_wrongly_is_answered(string path, HttpStatusCode status) => Assert.Equal(status, (await Application.Client.GetAsync(path)).StatusCode);

    [Fact]
    public async Task Frames_of_a_day_agree_with_each_other()
    {
        foreach (var path in (string[])["/api/v1/frames", "/api/v1/frames?category=banking", "/api/v1/services/zoom/frames"])
        {
            var frames = await Application.GetAsync(path);
            var count = frames.GetProperty("totals").GetArrayLength();
            Assert.InRange(count, 92, 93);
            Assert.Equal((15, 60), (frames.GetProperty("step").GetInt32(), frames.GetProperty("window").GetInt32()));
            Assert.All(frames.GetProperty("countries").EnumerateArray(), country => Assert.Equal(count, country.GetProperty("shades").GetString()!.Length));
        }
    }

    [Fact]
    public async Task An_outage_is_played_minute_by_minute_from_half_an_hour_before_to_half_an_hour_after()
    {
        var start = MinuteBucket.Of(TimeProvider.System.GetUtcNow()) - (5 * 60);
        var id = Guid.NewGuid();
        var service = Application.Services.GetRequiredService<ServiceCatalog>().Find("deezer")!.Id;
        await using (var context = await Application.Services.GetRequiredService<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync())
        {
            context.Add(new OutageRow
            {
                Id = id,
                ServiceId = service,
                State = OutageState.Resolved,
                StartedAt = MinuteBucket.Start(start),
                DetectedAt = MinuteBucket.Start(start + 3),
                EndedAt = MinuteBucket.Start(start + 60),
                Extent = "00000",
                WidestExtent = "00000",
                Problems = "[]",
            });
            await context.SaveChangesAsync();
        }

        await Application.Services.GetRequiredService<IHistoryWriter>().WriteAsync(
            [
                new MinuteCount(service, start, PlaceId.Parse("IT-25"), ReportKind.Down, 1, 30, 30), new MinuteCount(service, start + 5, PlaceId.Parse("IT"), ReportKind.Down, 0, 12, 12),
                new MinuteCount(service, start + 5, PlaceId.Unknown, ReportKind.Down, 0, 2, 2), new MinuteCount(service, start + 5, PlaceId.Parse("FR"), ReportKind.Works, 0, 9, 0),
            ],
            start - 1, start - 1, null, TestContext.Current.CancellationToken);

        var frames = await Application.GetAsync($"/api/v1/outages/{id}/frames");
        var totals = frames.GetProperty("totals").EnumerateArray().Select(total => total.GetInt32()).ToList();
        var italy = Assert.Single(frames.GetProperty("countries").EnumerateArray());

        Assert.Equal(MinuteBucket.Start(start - 30), frames.GetProperty("first").GetDateTimeOffset());
        Assert.Equal((1, 15, 121), (frames.GetProperty("step").GetInt32(), frames.GetProperty("window").GetInt32(), totals.Count));
        // A frame ends before the minute under which it is shown, and holds the fifteen before it.
        Assert.Equal([0, 30, 30, 44, 44, 14, 14, 0], ((int[])[0, 1, 5, 6, 15, 16, 20, 21]).Select(minute => totals[30 + minute]));
        Assert.Equal(42, italy.GetProperty("reports")[30 + 6].GetInt32());
        Assert.Equal("IT", italy.GetProperty("region").GetString());
        var page = await Application.Client.GetStringAsync($"/outages/{id}");
        Assert.Contains("id=\"replay-table\"", page, StringComparison.Ordinal);
        Assert.Contains("Italy", page, StringComparison.Ordinal);
    }
}
