using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Reports.Web.Tests.House;

namespace Reports.Web.Tests;

/// <summary>The site as a process of its own, in a folder of its own, behind a proxy that it knows: whoever asks from here.</summary>
internal sealed class SiteProcess : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private int _read;

    private SiteProcess(Process process, Uri address, string folder)
    {
        _process = process;
        Folder = folder;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Where it works: its log, its temporary files, and its database where the connection string says so. Gone with it.</summary>
    public string Folder { get; }

    public string Log => File.ReadAllText(Path.Combine(Folder, "log"));

    public Uri Address => Client.BaseAddress!;

    /// <summary>Memory that it holds, in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public static Task<SiteProcess> StartAsync(string connection, params (string Name, string Value)[] settings) => StartAsync(connection, "hard", settings);

    /// <param name="mostFiles">Files and connections that it may have open, as <c>ulimit</c> takes it.</param>
    public static async Task<SiteProcess> StartAsync(string connection, string mostFiles, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var folder = Directory.CreateTempSubdirectory("reports-site-").FullName;

        // The kernel is allowed to write core files, as on a machine where somebody once wanted them.
        const string Command = "ulimit -c \"$(ulimit -H -c)\" -n \"$1\"; exec dotnet \"$0\" >log 2>&1";
        var start = new ProcessStartInfo("bash", ["-c", Command, Path.Combine(Repository.Root, "src/Reports.Web/bin/Debug/net10.0/Reports.Web.dll"), mostFiles]) { WorkingDirectory = folder };
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ConnectionStrings__Reports"] = connection;
        start.Environment["ForwardedHeaders__KnownProxies__0"] = "127.0.0.1";
        start.Environment["Admin__BootstrapApiKey"] = ReportsApplication.Key;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var site = new SiteProcess(Process.Start(start)!, address, folder);
        var began = TimeProvider.System.GetTimestamp();
        while (!await site.IsReadyAsync())
        {
            if (TimeProvider.System.GetElapsedTime(began) > LongestStart)
            {
                Assert.Fail(site.Log);
            }

            Assert.False(site._process.HasExited, site._process.HasExited ? site.Log : "");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return site;
    }

    /// <summary>The errors in its log since this was asked last: an attack that fills the log fills the disk.</summary>
    public IReadOnlyList<string> NewErrors()
    {
        var log = Log;
        var news = log[_read..];
        _read = log.Length;
        return [.. news.Split("\n").Where(line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal))];
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ends it as a failed assertion in native code would. The runtime takes the first signal for itself and leaves the second to the kernel.</summary>
    public async Task CrashAsync()
    {
        while (!_process.HasExited)
        {
            using var signal = Process.Start("kill", ["-ABRT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System));
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Below those that the system gives to clients: some tests open ten thousand of them.</summary>
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(20_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody's already.
            }
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await Client.GetAsync("/healthz/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
