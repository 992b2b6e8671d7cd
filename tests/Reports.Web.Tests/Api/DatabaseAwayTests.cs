using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Reports.Data;

namespace Reports.Web.Tests.Api;

public sealed class DatabaseAwayTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Reads_and_reports_are_to_be_sent_again_and_the_site_says_that_it_is_not_ready_until_the_database_is_back()
    {
        await using var application = await ReportsApplication.StartAsync();
        var folder = Path.GetDirectoryName(application.Services.GetRequiredService<DatabaseConnection>().File)!;
        Directory.Move(folder, folder + "-away");

        // What is open stays open wherever the file goes; nothing can be opened anew.
        SqliteConnection.ClearAllPools();

        await AssertComeBackAsync(await application.Client.GetAsync("/api/v1/services/zoom/series?region=IT&step=1m"));
        await AssertComeBackAsync(await application.ReportAsync(new { service = "zoom" }));
        await ReadyAsync(application, HttpStatusCode.ServiceUnavailable);

        Directory.Move(folder + "-away", folder);
        await ReadyAsync(application, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Created, (await application.ReportAsync(new { service = "zoom" })).StatusCode);
    }

    private static async Task AssertComeBackAsync(HttpResponseMessage response)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        Assert.Equal("/problems/busy", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }

    private static async Task ReadyAsync(ReportsApplication application, HttpStatusCode expected)
    {
        using var timeout = new CancellationTokenSource(Longest, TimeProvider.System);
        while ((await application.Client.GetAsync("/healthz/ready", timeout.Token)).StatusCode != expected)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, timeout.Token);
        }
    }
}
