using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Reports.Benchmarks.Intake;

/// <summary>A service that fails in one country while the site is busy with others: how soon it says so.</summary>
internal sealed class Onset(Uri site, string service, string country)
{
    /// <summary>Reports a second, each of another network.</summary>
    public const int PerSecond = 5;

    /// <summary>Reports an hour that the service always has.</summary>
    public const int UsualPerHour = 2;

    public const int UsualDays = 28;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    /// <summary>From the first report until the site said <c>possible</c> or more; null where it never did.</summary>
    public TimeSpan? Possible { get; private set; }

    /// <summary>Until it said <c>outage</c>.</summary>
    public TimeSpan? Outage { get; private set; }

    /// <summary>Reports that were not stored.</summary>
    public int Refused { get; private set; }

    /// <summary>Four weeks in which nothing was wrong, from a partner: without any, the first minutes of a failure are taken for usual.</summary>
    public async Task WriteUsualAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = site };
        http.DefaultRequestHeaders.Authorization = new("Bearer", SiteProcess.ApiKey);
        var now = TimeProvider.System.GetUtcNow();
        var dice = new Random(1);
        var lines = Enumerable.Range(0, UsualDays * 24 * UsualPerHour).Select(i => JsonSerializer.Serialize(new
        {
            service,
            country,
            reporter = string.Create(CultureInfo.InvariantCulture, $"usual-{i}"),
            occurredAt = now.AddMinutes(-10) - (TimeSpan.FromDays(UsualDays) * dice.NextDouble()),
        }));
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var answer = await http.PostAsync(new Uri("api/v1/reports/batch", UriKind.Relative), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Reports until the site says outage, or the time is over.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = site, Timeout = TimeSpan.FromSeconds(30) };
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0; Outage is null && Stopwatch.GetElapsedTime(began) < Longest; sent++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports") { Content = JsonContent.Create(new { service, location = new { country } }) };
            request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"85.{sent >> 8 & 0xff}.{sent & 0xff}.7"));
            using var answer = await http.SendAsync(request, cancellationToken);
            Refused += answer.StatusCode == HttpStatusCode.Created ? 0 : 1;
            var status = (await http.GetFromJsonAsync<JsonElement>($"/api/v1/services/{service}", cancellationToken)).GetProperty("status").GetString();
            var elapsed = Stopwatch.GetElapsedTime(began);
            Possible ??= status is "operational" ? null : elapsed;
            Outage ??= status is "outage" ? elapsed : null;
            if (TimeSpan.FromSeconds((sent + 1.0) / PerSecond) - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, TimeProvider.System, cancellationToken);
            }
        }
    }
}
