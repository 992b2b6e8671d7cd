using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reports.Simulator.Tests;

/// <summary>Answers the batch API as the real site does, and fails as the test says.</summary>
internal sealed class FakeSite : IAsyncDisposable
{
    public const string NotAcknowledged = "busy: not acknowledged, send the line again";
    private const string Id = "\"id\":\"";

    private readonly WebApplication _site;

    /// <param name="faultOf">Why a line (number of the request, of the line in it, both from 1) is rejected; null where it is stored.</param>
    private FakeSite(Func<int, int, string?> faultOf)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _site = builder.Build();
        _site.MapPost("/api/v1/reports/batch", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var lines = (await reader.ReadToEndAsync()).TrimEnd('\n').Split('\n');
            Requests++;
            var (accepted, duplicates) = (0, 0);
            var rejected = new List<object>();
            var taken = Math.Min(lines.Length, MostLines);
            for (var i = 0; i < taken; i++)
            {
                var id = lines[i][(lines[i].LastIndexOf(Id, StringComparison.Ordinal) + Id.Length)..^2];
                Seen.Add(id);
                if (faultOf(Requests, i + 1) is { } error)
                {
                    rejected.Add(new { line = i + 1, error });
                }
                else if (Stored.Add(id))
                {
                    accepted++;
                }
                else
                {
                    duplicates++;
                }
            }

            return taken == lines.Length
                ? Results.Ok(new { accepted, duplicates, rejected })
                : Results.Json(new { lines = taken, accepted, duplicates, rejected }, contentType: "application/problem+json", statusCode: PartStatus);
        });
    }

    /// <summary>Of more lines in a request only so many are taken.</summary>
    public int MostLines { get; init; } = int.MaxValue;

    /// <summary>What it answers then.</summary>
    public int PartStatus { get; init; } = StatusCodes.Status429TooManyRequests;

    public int Requests { get; private set; }

    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Stored { get; } = new(StringComparer.Ordinal);

    public string Url => _site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<FakeSite> StartAsync(Func<int, int, string?> faultOf, int mostLines = int.MaxValue, int partStatus = StatusCodes.Status429TooManyRequests)
    {
        var site = new FakeSite(faultOf) { MostLines = mostLines, PartStatus = partStatus };
        await site._site.StartAsync();
        return site;
    }

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();
}
