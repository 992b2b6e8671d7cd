using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Reports.Domain.Counting;
using Reports.Pipeline.Places;
using Reports.Pipeline.Status;
using Reports.TestKit.Boards;
using Reports.Web.Components.Maps;
using Reports.Web.Features.Map;

namespace Reports.Web.Tests.Api;

public sealed class WorldMapTests
{
    [Fact]
    public async Task The_map_of_all_services_is_of_the_last_hour_like_its_page()
    {
        var board = SampleBoards.Blackout();
        var boards = new StatusBoardHolder();
        boards.Publish(board);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(boards).AddSingleton(new PlaceLocator());
        await using var app = builder.Build();
        app.MapMapApi();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();

        var map = await client.GetFromJsonAsync<JsonElement>("/api/v1/map", TestContext.Current.CancellationToken);
        var page = CountryCount.OfLastHour(board);
        var features = map.GetProperty("features").EnumerateArray().ToDictionary(feature => feature.GetProperty("id").GetString()!, feature => feature.GetProperty("properties"), StringComparer.Ordinal);

        Assert.Equal(MinuteBucket.Start(board.Services[0].World.Series.HourMinute), map.GetProperty("metadata").GetProperty("since").GetDateTimeOffset());
        Assert.All(page, country => Assert.Equal((country.Reports, Math.Round(country.Expected, 2)), (features[country.Code].GetProperty("reports").GetInt32(), features[country.Code].GetProperty("expected").GetDouble())));
        Assert.Equal(board.Services.SelectMany(service => service.Countries).Where(country => country.Region == "IT").Sum(country => country.WorksLastHour), features["IT"].GetProperty("works").GetInt32());
    }
}
