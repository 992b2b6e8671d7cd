using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reports.Data;
using Reports.TestKit.Stores;

namespace Reports.Web.Tests.Api;

/// <summary>The site as a process of its own, killed without warning while people report.</summary>
public sealed class KilledSiteTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task After_kill_minus_nine_every_answered_report_is_there_and_none_twice(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        var (connection, drop) = TestStore.Name(kind);
        const int Clients = 16;
        var answered = new ConcurrentDictionary<string, Guid>();
        var unsure = new ConcurrentBag<string>();
        using (var site = await StartAsync(connection))
        {
            var load = Parallel.ForAsync(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (client, _) =>
            {
                for (var i = 0; i < 5000; i++)
                {
                    var key = $"{client}-{i}";
                    try
                    {
                        answered[key] = await ReportAsync(site, key, $"{81 + client}.{i / 250}.{i % 250}.7");
                    }
                    catch (HttpRequestException)
                    {
                        unsure.Add(key);
                        return;
                    }
                }
            });
            while (answered.Count < 400)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }

            site.Kill();
            await load;
        }

        // The same keys again, from other networks: what was stored before the kill must be known, what was not may be stored now.
        using (var site = await StartAsync(connection))
        {
            Assert.InRange(await CountAsync(connection), answered.Count, answered.Count + unsure.Count);
            var number = 0;
            await Parallel.ForEachAsync(answered.Keys.Concat(unsure), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (key, _) =>
            {
                var i = Interlocked.Increment(ref number);
                var id = await ReportAsync(site, key, $"181.{i / 250}.{i % 250}.7");
                Assert.Equal(answered.GetValueOrDefault(key, id), id);
            });
            Assert.Equal(answered.Count + unsure.Count, await CountAsync(connection));
            site.Kill();
        }

        await drop();
    }

    /// <summary>Stored reports, which must be what the counts say.</summary>
    private static async Task<int> CountAsync(string connection)
    {
        await using var services = new ServiceCollection().AddReportsData(connection).BuildServiceProvider();
        await using var context = await services.GetRequiredService<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        var rows = await context.Reports.CountAsync();
        Assert.Equal(await context.Reports.CountAsync(row => row.Counted), await context.MinuteCounts.SumAsync(row => row.Count));
        return rows;
    }

    private static Task<SiteProcess> StartAsync(string connection) => SiteProcess.StartAsync(connection, ("Intake__Friction", "off"));

    /// <summary>Sends a report and returns its id.</summary>
    private static async Task<Guid> ReportAsync(SiteProcess site, string key, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports") { Content = JsonContent.Create(new { service = "zoom", location = new { country = "IT" } }) };
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Add("Idempotency-Key", key);
        using var response = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}
