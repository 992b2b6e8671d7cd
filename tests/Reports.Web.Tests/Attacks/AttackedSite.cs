using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Reports.Data.Counting;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Pipeline.Alarms;
using Reports.Scenarios.Populations;
using Reports.TestKit.Stores;

namespace Reports.Web.Tests.Attacks;

/// <summary>A site with four weeks behind it, in a process of its own behind a proxy on this machine, and what attackers and honest people do to it.</summary>
public class AttackedSite : IAsyncLifetime
{
    /// <summary>So long a surge is looked at after it could have become an outage; three ticks of detection.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);

    private const int HistoryDays = 28;
    private const int MostMinutesToStart = 3;
    private static readonly ServiceCatalog Catalog = ServiceCatalog.LoadShipped();
    private const int Pipelined = 20;
    private readonly StoreKind _kind;
    private TestStore? _store;
    private SiteProcess? _process;

    public AttackedSite()
        : this(StoreKind.Sqlite)
    {
    }

    protected AttackedSite(StoreKind kind) => _kind = kind;

    /// <summary>Whoever asks for it is skipped where there is no server for its store.</summary>
    internal SiteProcess Process
    {
        get
        {
            Assert.SkipWhen(_process is null, "No PostgreSQL server; ./test.sh starts one.");
            return _process;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (_kind == StoreKind.Postgres && PostgresServer.IsMissing)
        {
            return;
        }

        _store = await TestStore.CreateAsync(_kind);
        await WriteHistoryAsync(_store, "intesa-sanpaolo", "unicredit", "poste-italiane", "tim", "sky-italia", "raiplay");
        _process = await SiteProcess.StartAsync(
            _store.ConnectionString, ("Detection__Interval", "00:00:01"), ("Logging__LogLevel__Default", "Warning"));
    }

    /// <summary>
    /// The detectors are given minutes that are over. So when all attacks are, their last minutes must end, and then nothing was ever told of this site but
    /// the outages that were true.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_process is not null)
            {
                // Minutes are judged alike whatever stores them: one of the two databases is waited for.
                await (_kind == StoreKind.Sqlite ? LastMinuteJudgedAsync() : Task.CompletedTask);
                Assert.DoesNotContain(await ToldAsync(), service => !TrueOutages.Services.Contains(service));
            }
        }
        finally
        {
            _process?.Dispose();
            if (_store is not null)
            {
                await _store.DisposeAsync();
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Sends requests over many connections, many on each before the first answer.</summary>
    /// <returns>How often each status came; 0 for connections that ended without one.</returns>
    internal async Task<Dictionary<int, int>> SendAsync(IReadOnlyList<byte[]> requests, int connections = 16)
    {
        var statuses = new ConcurrentDictionary<int, int>();
        var next = -Pipelined;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var connection = await RawConnection.OpenAsync(Process.Address);
            for (var from = Interlocked.Add(ref next, Pipelined); from < requests.Count; from = Interlocked.Add(ref next, Pipelined))
            {
                var some = requests.Skip(from).Take(Pipelined).ToList();
                await connection.SendAsync((byte[])[.. some.SelectMany(request => request)]);
                for (var i = 0; i < some.Count; i++)
                {
                    statuses.AddOrUpdate((await connection.ReadAsync())?.Status ?? 0, 1, (_, count) => count + 1);
                }
            }
        })));
        return new Dictionary<int, int>(statuses);
    }

    /// <summary>Sends lines as a partner who tells when each was, in whom nobody may trust either.</summary>
    internal async Task<JsonElement> SendBatchAsync(IEnumerable<BatchedReport> reports)
    {
        var lines = string.Concat(reports.Select(report => JsonSerializer.Serialize(report, JsonSerializerOptions.Web) + "\n"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports/batch") { Content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson") };
        request.Headers.Add("X-Api-Key", ReportsApplication.Key);
        using var response = await Process.Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Sends pieces of a batch as they are, one character for a byte.</summary>
    /// <returns>The status.</returns>
    internal async Task<int> SendBatchAsync(IEnumerable<string> pieces, string? encoding)
    {
        using var connection = await RawConnection.OpenAsync(Process.Address);
        await connection.SendAsync(
            $"POST /api/v1/reports/batch HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {ReportsApplication.Key}\r\nContent-Type: application/x-ndjson\r\n{(encoding is null ? "" : $"Content-Encoding: {encoding}\r\n")}Transfer-Encoding: chunked\r\n\r\n");
        foreach (var piece in pieces)
        {
            await connection.SendAsync(string.Create(CultureInfo.InvariantCulture, $"{piece.Length:x}\r\n{piece}\r\n"));
        }

        await connection.SendAsync("0\r\n\r\n");
        return (await connection.ReadAsync())?.Status ?? 0;
    }

    internal async Task<JsonElement?> OpenOutageAsync(string service) => (await OpenOutagesAsync($"&service={service}")).Cast<JsonElement?>().FirstOrDefault();

    /// <summary>Waits until the surge was noticed and doubted, and sees that it is never called an outage, and that metrics count it.</summary>
    /// <param name="words">What the page says of it.</param>
    internal async Task DoubtedAsync(string service, string doubt, string words)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (long? doubted = null; doubted is not { } first || TimeProvider.System.GetElapsedTime(first) < Watched;)
        {
            Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 90);
            var said = await OpenOutageAsync(service);
            Assert.Equal("possible", said?.GetProperty("state").GetString() ?? "possible");
            doubted = said?.GetProperty("doubt").GetString() == doubt ? doubted ?? TimeProvider.System.GetTimestamp() : null;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        Assert.Contains(words, await Process.Client.GetStringAsync($"/en/services/{service}"), StringComparison.Ordinal);

        // All of the site: another test's surge may be doubted too, or no longer.
        await SiteMetrics.AgreesAsync(
            Process, async () => (await OpenOutagesAsync()).Count(outage => outage.GetProperty("state").GetString() == "possible" && outage.GetProperty("doubt").GetString() == doubt), "outages_doubted", $"doubt=\"{doubt}\"");
    }

    /// <summary>Sees that no outage is told of a service, though its reports were looked at.</summary>
    /// <param name="atLeast">Reports of the last hour that must be in the numbers.</param>
    /// <param name="mayBePossible">False where nothing at all may be said.</param>
    internal async Task NoOutageAsync(string service, int atLeast, bool mayBePossible = false)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await ReportsLastHourAsync(service) < atLeast || TimeProvider.System.GetElapsedTime(began) < Watched)
        {
            Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 60);
            var outage = await OpenOutageAsync(service);
            Assert.True(outage is null || (mayBePossible && outage.Value.GetProperty("state").GetString() == "possible"), $"{outage}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    /// <summary>Waits for the outage of a service to be told.</summary>
    internal async Task<JsonElement> OutageAsync(string service)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await OpenOutageAsync(service) is { } outage && outage.GetProperty("state").GetString() == "outage")
            {
                return outage;
            }

            Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 90);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    internal async Task<int> ReportsLastHourAsync(string service) =>
        (await Process.Client.GetFromJsonAsync<JsonElement>($"/api/v1/services/{service}")).GetProperty("reportsLastHour").GetInt32();

    /// <summary>Networks that were counted for a service, and its reports as they are stored.</summary>
    internal Task<(int Networks, int Reports)> StoredAsync(string service)
    {
        var id = Catalog.Find(service)!.Id;
        return _store!.QueryAsync(async context => (
            await context.MinuteCounts.Where(row => row.ServiceId == id).SumAsync(row => row.Fresh), await context.Reports.CountAsync(row => row.ServiceId == id)));
    }

    /// <summary>Waits until the detectors have been given the present minute.</summary>
    private async Task LastMinuteJudgedAsync()
    {
        var judged = MinuteBucket.Start(MinuteBucket.Of(TimeProvider.System.GetUtcNow()) + 1) + new DetectionOptions().Settle;
        var patience = judged.AddMinutes(1);
        while ((await Process.Client.GetFromJsonAsync<JsonElement>("/api/v1/services/tim/map")).GetProperty("metadata").GetProperty("generated").GetDateTimeOffset() < judged)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < patience, "The site no longer looks at its counts.");
            await Task.Delay(Watched / 3, TimeProvider.System);
        }
    }

    /// <summary>Services of which an outage was ever told.</summary>
    private Task<List<string>> ToldAsync() => _store!.QueryAsync(async context =>
        (await context.Outages.Where(row => row.FlaggedAt != null).Select(row => row.ServiceId).Distinct().ToListAsync()).ConvertAll(id => Catalog.Services.Single(service => service.Id == id).Slug));

    private async Task<IEnumerable<JsonElement>> OpenOutagesAsync(string filter = "") =>
        (await Process.Client.GetFromJsonAsync<JsonElement>($"/api/v1/outages?state=open{filter}")).GetProperty("items").EnumerateArray();

    /// <summary>
    /// Usual reports until now, and a heartbeat for every minute up to when the site is there, however slow the machine. Reports of minutes to come would be taken
    /// for part of a surge that begins now.
    /// </summary>
    private static Task WriteHistoryAsync(TestStore store, params string[] services)
    {
        var ids = services.Select(slug => Catalog.Find(slug)!.Id).ToHashSet();
        var now = MinuteBucket.Of(TimeProvider.System.GetUtcNow());
        var to = now + MostMinutesToStart;
        var from = to - (HistoryDays * MinuteBucket.PerDay);
        var rows = new PopulationModel(Catalog, RegionCatalog.Instance).History(from, to).Where(count => ids.Contains(count.ServiceId) && count.Minute < now);
        return store.Get<IHistoryWriter>().WriteAsync(rows, from, to, null, CancellationToken.None);
    }
}

/// <summary>One line of a batch; reporter and network have their meaning within it.</summary>
internal sealed record BatchedReport(string Service, string? Problem, string Country, string Reporter, string Network, DateTimeOffset OccurredAt)
{
    /// <param name="ago">How long ago it was.</param>
    public static BatchedReport Of(string service, string problem, int reporter, int network, TimeSpan ago) => new(
        service, problem, "IT", reporter.ToString(CultureInfo.InvariantCulture), network.ToString(CultureInfo.InvariantCulture), TimeProvider.System.GetUtcNow() - ago);
}

/// <summary>By themselves, when all other tests are over: what is looked at is how long honest people wait.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class BehindProxy : ICollectionFixture<AttackedSite>;
