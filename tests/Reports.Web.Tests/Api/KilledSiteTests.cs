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

    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Who_reported_before_a_kill_is_the_same_person_after_it_and_nobodys_key_can_be_read_in_the_database(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        const string Address = "81.2.3.4";
        const string Neighbour = "81.2.3.99";
        var (connection, drop) = TestStore.Name(kind);
        var folder = Directory.CreateTempSubdirectory("reports-rings-").FullName;
        var ring = Path.Combine(folder, "own");
        Assert.Equal([true, false], await CountedAsync(connection, ring, Address, Neighbour));
        Assert.Equal([false, true], await CountedAsync(connection, ring, Neighbour, "81.2.4.4"));

        var stored = await QueryAsync(connection, context => context.SigningKeys.Select(row => row.Protected).ToListAsync());
        Assert.NotEmpty(stored);
        Assert.All(stored, key => Assert.Equal(DataProtectionMagic, key[..DataProtectionMagic.Length]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(ring).UnixFileMode);

        // Who has the database and not the ring knows nobody again.
        Assert.Equal([true], await CountedAsync(connection, Path.Combine(folder, "other"), Address));
        Directory.Delete(folder, recursive: true);
        await drop();
    }

    /// <summary>What ASP.NET Core Data Protection begins with.</summary>
    private static readonly byte[] DataProtectionMagic = [0x09, 0xF0, 0xC9, 0xF0];

    /// <summary>Starts a site with a ring, reports from some addresses with one browser, and kills it.</summary>
    private static async Task<List<bool>> CountedAsync(string connection, string ring, params string[] addresses)
    {
        using var site = await SiteProcess.StartAsync(connection, ("DataProtection__Folder", ring));
        var counted = new List<bool>();
        foreach (var address in addresses)
        {
            counted.Add((await AnswerAsync(site, Guid.NewGuid().ToString(), address)).GetProperty("counted").GetBoolean());
        }

        site.Kill();
        return counted;
    }

    /// <summary>Stored reports, which must be what the counts say.</summary>
    private static Task<int> CountAsync(string connection) => QueryAsync(connection, async context =>
    {
        var rows = await context.Reports.CountAsync();
        Assert.Equal(await context.Reports.CountAsync(row => row.Counted), await context.MinuteCounts.SumAsync(row => row.Count));
        return rows;
    });

    private static async Task<T> QueryAsync<T>(string connection, Func<ReportsDbContext, Task<T>> query)
    {
        await using var services = new ServiceCollection().AddReportsData(connection).BuildServiceProvider();
        await using var context = await services.GetRequiredService<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        return await query(context);
    }

    private static Task<SiteProcess> StartAsync(string connection) => SiteProcess.StartAsync(connection, ("Intake__Friction", "off"));

    /// <summary>Sends a report and returns its id.</summary>
    private static async Task<Guid> ReportAsync(SiteProcess site, string key, string address) => (await AnswerAsync(site, key, address)).GetProperty("id").GetGuid();

    private static async Task<JsonElement> AnswerAsync(SiteProcess site, string key, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports") { Content = JsonContent.Create(new { service = "zoom", location = new { country = "IT" } }) };
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Add("Idempotency-Key", key);
        using var response = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
