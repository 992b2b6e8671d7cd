using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Reports.TestKit.Stores;

namespace Reports.Web.Tests.Api;

public sealed class ExactlyOnceTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Reports_by_many_clients_each_sent_twice_are_stored_and_counted_once(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var application = await ReportsApplication.StartAsync(kind);
        const int Clients = 16;
        const int Reports = 2000;
        var ids = new ConcurrentDictionary<Guid, int>();

        await Parallel.ForEachAsync(Enumerable.Range(0, Clients), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (client, cancellationToken) =>
        {
            for (var i = client; i < Reports; i += Clients)
            {
                // The second comes from another network: only its key tells that it is the same report.
                foreach (var network in new[] { 81, 181 })
                {
                    var response = await application.ReportAsync(new { service = "zoom", location = new { country = "IT" } }, $"report-{i}", $"{network}.{i / 250}.{i % 250}.7");
                    Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                    var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                    Assert.True(answer.GetProperty("counted").GetBoolean());
                    ids.AddOrUpdate(answer.GetProperty("id").GetGuid(), 1, (_, times) => times + 1);
                }
            }
        });

        Assert.Equal(Reports, ids.Count);
        Assert.All(ids.Values, times => Assert.Equal(2, times));
        Assert.Equal(Reports, await application.CountAsync("zoom"));
        Assert.Equal(Reports, await application.QueryAsync(context => context.Reports.CountAsync(row => row.Counted)));
        Assert.Equal(Reports, await application.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Count)));
    }
}
