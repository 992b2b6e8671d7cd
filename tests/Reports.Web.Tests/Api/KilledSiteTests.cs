using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Reports.TestKit.Stores;
using Reports.Web.Tests.House;

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
        const int Clients = 8;
        var answered = 0;
        var unsure = 0;
        using (var site = await SiteProcess.StartAsync(connection))
        {
            var load = Parallel.ForAsync(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (client, cancellationToken) =>
            {
                for (var i = 0; i < 5000; i++)
                {
                    try
                    {
                        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports") { Content = JsonContent.Create(new { service = "zoom", location = new { country = "IT" } }) };
                        request.Headers.Add("X-Forwarded-For", $"{81 + client}.{i / 250}.{i % 250}.7");
                        request.Headers.Add("Idempotency-Key", $"{client}-{i}");
                        var response = await site.Client.SendAsync(request, cancellationToken);
                        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                        Interlocked.Increment(ref answered);
                    }
                    catch (HttpRequestException)
                    {
                        Interlocked.Increment(ref unsure);
                        return;
                    }
                }
            });
            while (Volatile.Read(ref answered) < 400)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }

            site.Kill();
            await load;
        }

        using (var site = await SiteProcess.StartAsync(connection))
        {
            var series = await site.Client.GetFromJsonAsync<JsonElement>("/api/v1/services/zoom/series?step=1m");
            var counted = series.GetProperty("points").EnumerateArray().Sum(point => point.GetProperty("reports").GetInt32());
            Assert.InRange(counted, answered, answered + unsure);
            site.Kill();
        }

        await drop();
    }

    private sealed class SiteProcess : IDisposable
    {
        private readonly Process _process;

        private SiteProcess(Process process, Uri address)
        {
            _process = process;
            Client = new HttpClient { BaseAddress = address };
        }

        public HttpClient Client { get; }

        public static async Task<SiteProcess> StartAsync(string connection)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
            listener.Stop();
            var start = new ProcessStartInfo("dotnet", Path.Combine(Repository.Root, "src/Reports.Web/bin/Debug/net10.0/Reports.Web.dll"))
            {
                WorkingDirectory = Directory.CreateTempSubdirectory("reports-killed-").FullName,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            start.Environment["ASPNETCORE_URLS"] = address.ToString();
            start.Environment["ConnectionStrings__Reports"] = connection;
            start.Environment["ForwardedHeaders__KnownProxies__0"] = "127.0.0.1";
            start.Environment["Intake__Friction"] = "off";
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            var site = new SiteProcess(process, address);
            while (!await site.IsReadyAsync())
            {
                Assert.False(process.HasExited);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }

            return site;
        }

        public void Kill()
        {
            _process.Kill();
            _process.WaitForExit();
        }

        public void Dispose()
        {
            Client.Dispose();
            if (!_process.HasExited)
            {
                Kill();
            }

            _process.Dispose();
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
}
