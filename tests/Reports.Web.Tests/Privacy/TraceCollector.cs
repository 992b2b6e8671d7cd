using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Reports.Web.Tests.Privacy;

/// <summary>Takes traces as an OpenTelemetry collector does, over OTLP/HTTP, and keeps their bytes.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly MemoryStream _taken = new();
    private readonly Lock _gate = new();

    private TraceCollector(WebApplication server)
    {
        _server = server;
        server.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            lock (_gate)
            {
                body.WriteTo(_taken);
            }

            return Results.Bytes([], "application/x-protobuf");
        });
    }

    public string Address => _server.Urls.Single();

    public byte[] Taken
    {
        get
        {
            lock (_gate)
            {
                return _taken.ToArray();
            }
        }
    }

    public static async Task<TraceCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new TraceCollector(builder.Build());
        await collector._server.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();
}
