using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reports.Domain.Intake;
using Reports.Scenarios.Playing;

namespace Reports.Simulator.Sending;

/// <summary>Speaks the public HTTP API of a site. Safe for all threads.</summary>
internal sealed class SiteClient : IDisposable
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly HttpClient _http;
    private readonly string? _key;

    public SiteClient(Uri url, string? key, TimeSpan timeout)
    {
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = url,
            Timeout = timeout,
        };
        _key = key;
    }

    /// <summary>One person's report, from the address of that person.</summary>
    public async Task<HttpResponseMessage> ReportAsync(SimulatedReport report, CancellationToken cancellationToken)
    {
        var (_, submission, caller) = report;
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/reports")
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(
                new ReportBody(submission.Service, submission.Kind, submission.Problem, new LocationBody(submission.Latitude, submission.Longitude, submission.Country, submission.Subdivision), submission.Comment), Json)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", caller.Address?.ToString());
        request.Headers.TryAddWithoutValidation("User-Agent", caller.UserAgent);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", caller.IdempotencyKey);
        request.Headers.TryAddWithoutValidation("Accept-Language", caller.Language);
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Publishes an official update. The text says that it is simulated: over HTTP nothing else can.</summary>
    public async Task PublishAsync(SimulatedUpdate update, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/services/{update.Service}/updates")
        {
            Content = JsonContent.Create(new { status = update.Status, text = $"[simulated] {update.Text}", language = update.Language }, options: Json),
        };
        Authorize(request);
        using var response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A part of history, as lines of JSON.</summary>
    public async Task<HttpResponseMessage> BatchAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/reports/batch") { Content = content };
        Authorize(request);
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>How long an answer asks us to wait.</summary>
    public static TimeSpan RetryAfter(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > now => date - now,
            _ => TimeSpan.FromSeconds(1),
        };

    public static bool AsksToWait(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    public void Dispose() => _http.Dispose();

    private void Authorize(HttpRequestMessage request) => request.Headers.Authorization = _key is null ? null : new AuthenticationHeaderValue("Bearer", _key);

    private sealed record ReportBody(string Service, ReportKind Kind, string? Problem, LocationBody Location, string? Comment);

    private sealed record LocationBody(double? Latitude, double? Longitude, string? Country, string? Subdivision);
}
