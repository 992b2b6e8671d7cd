using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Reports.Benchmarks.Crash;

/// <summary>The people of a <see cref="Ledger"/>, who send to one site and write down what they are answered.</summary>
internal sealed class Senders(Uri site, Ledger ledger) : IDisposable
{
    private const int Connections = 16;
    private readonly HttpClient _http = new() { BaseAddress = site, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Milliseconds of every refusal.</summary>
    public ConcurrentQueue<double> Refusals { get; } = [];

    /// <summary>New reports until <paramref name="stop"/>; those on their way are waited for.</summary>
    /// <param name="gap">Rest of each sender after an answer.</param>
    public Task RunAsync(TimeSpan gap, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(
        async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var stored = await SendAsync(ledger.Next());
                await Task.Delay(stored ? gap : gap + TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }
        },
        CancellationToken.None)));

    /// <summary>Sends again what is in doubt, until it is taken or the time is over, and a few of those that were acknowledged.</summary>
    public async Task SendAgainAsync(Random random, TimeSpan longest)
    {
        var began = Stopwatch.GetTimestamp();
        var sent = ledger.Sent;
        await SendAllAsync(sent.Where(report => report.IsAcknowledged && random.Next(sent.Count) < 200));
        while (sent.Any(report => !report.IsAcknowledged) && Stopwatch.GetElapsedTime(began) < longest)
        {
            await SendAllAsync(sent.Where(report => !report.IsAcknowledged));
        }
    }

    /// <returns>The time until somebody's new report was stored.</returns>
    public async Task<TimeSpan> UntilTakenAsync(long since)
    {
        while (!await SendAsync(ledger.Next()))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return Stopwatch.GetElapsedTime(since);
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await _http.GetAsync("healthz/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private Task SendAllAsync(IEnumerable<SentReport> reports) =>
        Parallel.ForEachAsync(reports, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (report, _) => await SendAsync(report));

    private async Task<bool> SendAsync(SentReport report)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/reports") { Content = new StringContent(report.Body, Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Forwarded-For", report.Address);
            request.Headers.Add("Idempotency-Key", report.Key);
            using var response = await _http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            switch (response.StatusCode)
            {
                case HttpStatusCode.Created:
                    using (var answer = JsonDocument.Parse(body))
                    {
                        Expect(report.Acknowledge(answer.RootElement.GetProperty("id").GetGuid()), $"{report.Key} was told two ids");
                    }

                    return true;
                case HttpStatusCode.ServiceUnavailable:
                    report.WasRefused = true;
                    Refusals.Enqueue(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    Expect(response.Headers.RetryAfter is not null && response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"a bare 503: {body}");
                    return false;
                default:
                    Expect(false, $"{report.Key} was answered {(int)response.StatusCode}: {body}");
                    return false;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false; // In doubt: the site may have stored it before it went.
        }
    }

    private void Expect(bool isTrue, string otherwise)
    {
        if (!isTrue)
        {
            ledger.AddWrong(otherwise);
        }
    }
}
