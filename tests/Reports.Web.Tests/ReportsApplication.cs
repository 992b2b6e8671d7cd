using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reports.Data;
using Reports.Pipeline.Status;
using Reports.TestKit.Stores;
using Reports.Web.Hosting;

namespace Reports.Web.Tests;

/// <summary>The whole site in this process on a database of its own; tests talk to it over HTTP only, through what they mean to do.</summary>
public sealed class ReportsApplication : WebApplicationFactory<Program>
{
    public const string Key = "test-bootstrap-key-0123456789";
    private readonly string _connectionString;
    private readonly Func<ValueTask> _drop;

    public ReportsApplication(StoreKind kind = StoreKind.Sqlite) => (_connectionString, _drop) = TestStore.Name(kind);

    /// <summary>What no stranger may be able to make the site write.</summary>
    public ErrorLog Errors { get; } = new();

    public HttpClient Client => field ??= CreateClient();

    public static async Task<ReportsApplication> StartAsync(StoreKind kind = StoreKind.Sqlite)
    {
        var application = new ReportsApplication(kind);
        await ReadyAsync(application.Client);
        return application;
    }

    public static async Task ReadyAsync(HttpClient client)
    {
        while (!(await client.GetAsync("/healthz/ready")).IsSuccessStatusCode)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Sends a report as JSON.</summary>
    public Task<HttpResponseMessage> ReportAsync(object body, string? idempotencyKey = null, string? address = null) =>
        SendAsync("/api/v1/reports", JsonSerializer.SerializeToUtf8Bytes(body), "application/json", idempotencyKey, address);

    public async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string contentType, string? idempotencyKey = null, string? address = null, bool withKey = false, string? site = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (withKey)
        {
            request.Headers.Add("Authorization", $"Bearer {Key}");
        }

        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> BatchAsync(params object[] lines) =>
        SendAsync("/api/v1/reports/batch", Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => line as string ?? JsonSerializer.Serialize(line)))), "application/x-ndjson", withKey: true);

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Waits for a board that was begun after now.</summary>
    public async Task NextBoardAsync()
    {
        var holder = Services.GetRequiredService<StatusBoardHolder>();
        var version = holder.Current.Version;
        while (holder.Current.Version < version + 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>A network sends so much that it is asked for proofs for half a minute at least, however slow the machine is.</summary>
    public void FillNetwork(string address)
    {
        var (throttle, network) = (Services.GetRequiredService<NetworkThrottle>(), System.Net.IPAddress.Parse(address));
        while (throttle.Sent(network) < 300)
        {
            throttle.Allows(network, isProven: true);
        }
    }

    /// <summary>What is stored, past the site.</summary>
    public async Task<T> QueryAsync<T>(Func<ReportsDbContext, Task<T>> query)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<ReportsDbContext>>().CreateDbContextAsync();
        return await query(context);
    }

    /// <summary>Counted reports of the last 24 hours, world.</summary>
    public async Task<int> CountAsync(string service)
    {
        var series = await GetAsync($"/api/v1/services/{service}/series?region=world&step=1m");
        return series.GetProperty("points").EnumerateArray().Sum(point => point.GetProperty("reports").GetInt32());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _drop();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseSetting("ConnectionStrings:Reports", _connectionString);
        builder.UseSetting("Detection:Interval", "00:00:01");
        builder.UseSetting("Admin:BootstrapApiKey", Key);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.ConfigureLogging(logging => logging.AddProvider(Errors));
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, AddressFromHeader>());
    }

    /// <summary>The test server has no connection to take an address from.</summary>
    private sealed class AddressFromHeader : IStartupFilter
    {
        public Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> Configure(Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> next) => app =>
        {
            app.Use(rest => context =>
            {
                var header = context.Request.Headers["X-Forwarded-For"].ToString();
                context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(header.Length > 0 ? header : "127.0.0.1");
                return rest(context);
            });
            next(app);
        };
    }
}
