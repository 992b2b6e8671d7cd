using System.Net;
using Reports.TestKit.Stores;

namespace Reports.Web.Tests.Api;

public sealed class ExactlyOnceTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Reports_by_many_clients_each_sent_twice_count_once(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        await using var application = await ReportsApplication.StartAsync(kind);
        const int Clients = 16;
        const int Reports = 2000;

        await Parallel.ForEachAsync(Enumerable.Range(0, Clients), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (client, cancellationToken) =>
        {
            for (var i = client; i < Reports; i += Clients)
            {
                var key = $"report-{i}";
                for (var attempt = 0; attempt < 2; attempt++)
                {
                    var response = await application.ReportAsync(new { service = "zoom", location = new { country = "IT" } }, key, $"81.{i / 250}.{i % 250}.7");
                    Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                }
            }
        });

        Assert.Equal(Reports, await application.CountAsync("zoom"));
    }
}
