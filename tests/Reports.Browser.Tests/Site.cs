using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Status;

namespace Reports.Browser.Tests;

/// <summary>The whole site on a port and a database of its own, for a real browser. No test waits for a network other than this machine's.</summary>
public class Site : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _database = Path.Combine(Path.GetTempPath(), $"reports-browser-{Guid.NewGuid():N}.db");
    private readonly StatusBoard? _board;
    private readonly ConcurrentBag<IBrowserContext> _visitors = [];

    public Site()
        : this(null)
    {
    }

    /// <param name="board">Shown as it is, instead of what detection would build.</param>
    protected Site(StatusBoard? board)
    {
        _board = board;
        UseKestrel(0);
    }

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        StartServer();
        Address = ClientOptions.BaseAddress.ToString().TrimEnd('/');
        if (_board is not null)
        {
            Publish(_board);
        }

        using var client = new HttpClient();
        while (!(await client.GetAsync($"{Address}/healthz/ready")).IsSuccessStatusCode)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>Shows another board from now on; only where the site was given one.</summary>
    public void Publish(StatusBoard board) => Services.GetRequiredService<StatusBoardHolder>().Publish(board);

    /// <summary>A page of a new visitor.</summary>
    public async Task<IPage> OpenAsync(
        string path, bool dark = false, int width = 1280, bool script = true, string language = "en-GB", bool bypassPolicy = false, bool worker = false, string? timeZone = null)
    {
        var visitor = await (await Chromium.BrowserAsync()).NewContextAsync(new()
        {
            BaseURL = Address,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = 800 },
            JavaScriptEnabled = script,
            Locale = language,
            TimezoneId = timeZone,
            BypassCSP = bypassPolicy,

            // A worker asks the site itself, past what a test puts in a page's way.
            ServiceWorkers = worker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        _visitors.Add(visitor);
        visitor.SetDefaultTimeout(30_000);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>What answers a form that a page of this site sent, or one of which nobody knows where it comes from.</summary>
    public async Task<string> PostReportAsync(Dictionary<string, string> fields, bool isFromOwnPage)
    {
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/report") { Content = form };
        if (isFromOwnPage)
        {
            request.Headers.Add("Origin", Address);
        }

        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        // Those of tests that failed are still there, and would ask on.
        foreach (var visitor in _visitors)
        {
            await visitor.CloseAsync();
        }

        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(_database) + "*"))
        {
            File.Delete(file);
        }

        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseSetting("ConnectionStrings:Reports", $"Data Source={_database}");
        builder.UseSetting("Detection:Interval", "00:00:01");
        builder.UseSetting("Intake:Friction", "off");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        if (_board is not null)
        {
            builder.ConfigureServices(services =>
            {
                foreach (var worker in services.Where(service => service.ImplementationFactory is Func<IServiceProvider, DetectionWorker>).ToList())
                {
                    services.Remove(worker);
                }
            });
        }
    }
}
