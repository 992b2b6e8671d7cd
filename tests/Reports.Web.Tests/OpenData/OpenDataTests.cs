using System.Globalization;
using System.Net;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.OpenData;

public sealed class OpenDataTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private static string Today => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_day_is_a_file_whose_cells_add_up_to_its_totals()
    {
        var now = TimeProvider.System.GetUtcNow();
        await shared.Application.BatchAsync([.. Enumerable.Range(0, 12).Select(i => (object)new
        {
            service = "zoom", problem = i < 5 ? "login" : "joining", country = i < 8 ? "IT" : "JP", occurredAt = now, reporter = $"person {i}",
        })]);

        using var response = await shared.Application.Client.GetAsync($"/data/zoom/{Today}.csv");
        var text = await response.Content.ReadAsStringAsync();
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\"", response.Headers.GetValues("Link").Single());
        Assert.Equal("row,minute,kind,region,problem,reports", lines[0]);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.All(rows, row => Assert.Equal(6, row.Length));
        Assert.Equal(12, Sum(rows, row => row[0] == "cell"));
        Assert.Equal(12, Sum(rows, row => row is ["total", "", "down", "world", ..]));
        Assert.Equal(8, Sum(rows, row => row is ["total", "", "down", "IT", ..]));
        Assert.Equal(4, Sum(rows, row => row is ["total", "", "down", "asia-pacific", ..]));
        Assert.Equal(5, Sum(rows, row => row is ["cell", _, "down", "IT", "login", ..]));
    }

    [Theory]
    [InlineData("/data/nothing/2026-05-17.csv", HttpStatusCode.NotFound), InlineData("/data/zoom/2999-01-01.csv", HttpStatusCode.NotFound)]
    [InlineData("/data/zoom/0001-01-01.csv", HttpStatusCode.NotFound), InlineData("/data/zoom/9999-12-31.csv", HttpStatusCode.NotFound), InlineData("/data/zoom/2001-01-01.csv", HttpStatusCode.NotFound)]
    [InlineData("/data/zoom/yesterday.csv", HttpStatusCode.BadRequest), InlineData("/data/zoom/2026-02-30.csv", HttpStatusCode.BadRequest)]
    public async Task Days_without_data_are_told_clearly(string path, HttpStatusCode status)
    {
        using var response = await shared.Application.Client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_map_goes_below_countries_where_enough_people_report()
    {
        var now = TimeProvider.System.GetUtcNow();
        await shared.Application.BatchAsync([.. Enumerable.Range(0, 9).Select(i => (object)new
        {
            service = "whatsapp", country = "US", subdivision = i < 4 ? "US-NY" : i < 7 ? "US-CA" : i == 7 ? "US-TX" : "US-NV", occurredAt = now, reporter = $"someone {i}",
        })]);
        await shared.Application.NextBoardAsync();

        var parts = (await shared.Application.GetAsync("/api/v1/services/whatsapp/map?level=subdivision")).GetProperty("features").EnumerateArray().ToList();
        var whole = await shared.Application.GetAsync("/api/v1/services/whatsapp/map");

        Assert.Equal("US-NY", Assert.Single(parts).GetProperty("id").GetString());
        Assert.InRange(parts[0].GetProperty("geometry").GetProperty("coordinates")[0].GetDouble(), -80, -71);
        Assert.Equal("US", Assert.Single(whole.GetProperty("features").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await shared.Application.Client.GetAsync("/api/v1/services/whatsapp/map?level=street")).StatusCode);
    }

    private static int Sum(IEnumerable<string[]> rows, Func<string[], bool> which) => rows.Where(which).Sum(row => int.Parse(row[5], CultureInfo.InvariantCulture));
}
