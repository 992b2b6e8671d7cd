using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Reports.Benchmarks;

/// <summary>The published site in a process of its own, on a free port, with the demo's data in a folder that goes with it.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    /// <summary>The first key of a site without data.</summary>
    public const string ApiKey = "benchmark-key-0123456789";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly string? _folder;

    private int _errors;

    private SiteProcess(Process process, Uri address, string? folder)
    {
        _process = process;
        Address = address;
        _folder = folder;
        process.OutputDataReceived += (_, line) => Interlocked.Add(ref _errors, line.Data is ['f', 'a', 'i', 'l', ':', ..] or ['c', 'r', 'i', 't', ':', ..] ? 1 : 0);
        process.BeginOutputReadLine();
    }

    public Uri Address { get; }

    /// <summary>Entries that its log has at the levels of errors.</summary>
    public int LoggedErrors => Volatile.Read(ref _errors);

    /// <summary>Memory that the process holds, in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>The site of an assembly such as <c>publish/Reports.Web.dll</c>.</summary>
    public static async Task<SiteProcess> StartSiteAsync(FileInfo assembly, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("reports-bench-").FullName;
        var site = Start([assembly.FullName, "--demo"], folder, ("ConnectionStrings__Reports", $"Data Source={Path.Combine(folder, "reports.db")}"));
        await site.WaitAsync("healthz/ready", cancellationToken);
        return site;
    }

    /// <summary>The site without any data, behind a proxy on this machine, on a database of its own.</summary>
    /// <param name="connection">Of PostgreSQL; null for an SQLite file that goes with the process.</param>
    public static async Task<SiteProcess> StartEmptyAsync(FileInfo assembly, string? connection, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("reports-bench-").FullName;
        var site = Start([assembly.FullName], folder, Settings(folder, connection ?? $"Data Source={Path.Combine(folder, "reports.db")}"));
        await site.WaitAsync("healthz/ready", cancellationToken);
        return site;
    }

    /// <summary>The site on a database and with keys that stay when it goes, so that it can be killed and started again.</summary>
    /// <param name="folder">Of the keys.</param>
    public static async Task<SiteProcess> StartAgainAsync(FileInfo assembly, string folder, string connection, CancellationToken cancellationToken)
    {
        var site = Start([assembly.FullName], null, Settings(folder, connection));
        await site.WaitAsync("healthz/ready", cancellationToken);
        return site;
    }

    /// <summary>This program, answering reports and keeping none.</summary>
    public static async Task<SiteProcess> StartSlimAsync(CancellationToken cancellationToken)
    {
        var site = Start([typeof(SiteProcess).Assembly.Location, Intake.SlimVerb.Name], null);
        await site.WaitAsync("ready.txt", cancellationToken);
        return site;
    }

    /// <summary>This program, serving one file and nothing else.</summary>
    public static async Task<SiteProcess> StartStaticAsync(string folder, CancellationToken cancellationToken)
    {
        var site = Start([typeof(SiteProcess).Assembly.Location, StaticVerb.Name, folder], null);
        await site.WaitAsync("ready.txt", cancellationToken);
        return site;
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static (string Name, string Value)[] Settings(string folder, string connection) =>
        [("ConnectionStrings__Reports", connection), ("DataProtection__Folder", Path.Combine(folder, "keys")), ("ForwardedHeaders__KnownProxies__0", "127.0.0.1"), ("Admin__BootstrapApiKey", ApiKey)];

    private static SiteProcess Start(string[] arguments, string? folder, params ReadOnlySpan<(string Name, string Value)> settings)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{PostgresProcess.FreePort()}/"));
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder ?? "" };
        start.Environment["ASPNETCORE_URLS"] = address.ToString().TrimEnd('/');
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        return new SiteProcess(process, address, folder);
    }

    /// <summary>One that does not answer in time ends.</summary>
    private async Task WaitAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await PollAsync(path, cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task PollAsync(string path, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < LongestStart)
        {
            try
            {
                if ((await http.GetAsync(path, cancellationToken)).StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException($"{Address} was not ready in time.");
    }
}
