using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.Metrics;

public sealed class MetricsPageTests
{
    [Theory]
    [InlineData("127.0.0.1", "", true), InlineData("::1", "", true), InlineData("::ffff:127.0.0.1", "", true), InlineData("10.1.2.3", "", false), InlineData("2001:db8::1", "", false)]
    [InlineData("10.1.2.3", "10.1.0.0/16", true), InlineData("10.2.2.3", "10.1.0.0/16", false), InlineData("127.0.0.1", "10.1.0.0/16", false), InlineData("2001:db8::1", "2001:db8::/32", true)]
    public void Only_named_networks_read_it(string address, string network, bool isAllowed) => Assert.Equal(isAllowed, IsAllowed(address, network));

    [Theory]
    [InlineData("X-Forwarded-For"), InlineData("x-forwarded-proto"), InlineData("X-Forwarded-Host"), InlineData("Forwarded"), InlineData("Via"), InlineData("X-Real-IP"), InlineData("CF-Connecting-IP")]
    public void Nobody_reads_it_through_a_proxy_that_is_not_believed(string header) => Assert.False(IsAllowed("127.0.0.1", "", header));

    [Theory]
    [InlineData("10.1.0.0/33"), InlineData("10.1.2.3"), InlineData("everybody")]
    public void A_wrong_network_stops_the_start(string network) => Assert.False(new MetricsOptions { AllowedNetworks = ["::/0", network] }.IsValid);

    [Fact]
    public async Task Whatever_callers_send_they_make_no_series_and_strangers_see_no_page()
    {
        using var site = await SiteProcess.StartAsync("Data Source=data/reports.db", ("Detection__Interval", "00:00:01"));
        await site.Client.PostAsJsonAsync("/api/v1/reports", new { service = "zoom" });
        await TryAsync(site, 0);
        await SendAsync(site, "GET", "/metrics");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System); // The page is kept for a moment.
        var before = Exposition.Parse(await site.Client.GetStringAsync("/metrics"));
        for (var i = 1; i < 200; i++)
        {
            await TryAsync(site, i);
        }

        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(site, "GET", "/metrics", ("X-Forwarded-For", "81.2.3.4")));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(site, "GET", "/metrics", ("X-Forwarded-For", "127.0.0.1, 81.2.3.4")));
        var after = Exposition.Parse(await site.Client.GetStringAsync("/metrics"));

        Assert.DoesNotContain(after.Series, series => series.Contains("evil", StringComparison.OrdinalIgnoreCase) || series.Contains("81.2.", StringComparison.Ordinal));
        Assert.DoesNotContain(after.Series.Except(before.Series, StringComparer.Ordinal), series => series.StartsWith("http_", StringComparison.Ordinal));
        Assert.InRange(after.Series.Count(series => series.StartsWith("kestrel_", StringComparison.Ordinal)), 1, 50);
        Assert.Equal(1, after["reports_received_total{otel_scope_name=\"Reports\",channel=\"api\",outcome=\"counted\"}"]);
        Assert.Equal(10_000, after["intake_queue_limit{otel_scope_name=\"Reports\"}"]);
        Assert.True(after["detection_tick_duration_seconds_count{otel_scope_name=\"Reports\"}"] > 0);
    }

    /// <summary>Everything that a caller may choose, chosen anew.</summary>
    private static async Task TryAsync(SiteProcess site, int i)
    {
        await SendAsync(site, "GET", $"/evil-{i}?evil={i}", ("Host", $"evil-{i}.example"), ("User-Agent", $"evil-{i}"));
        await SendAsync(site, "POST", $"/it/evil-{i}", ("X-Forwarded-For", $"81.2.{i}.7"), ("X-Forwarded-Proto", $"evil{i}"), ("X-Forwarded-Host", $"evil-{i}"));
        await SendAsync(site, "GET", $"/services/evil-{i}", ("X-Forwarded-For", $"81.2.{i}.7"));
        await SendAsync(site, $"EVIL{i}", "/");
    }

    private static async Task<HttpStatusCode> SendAsync(SiteProcess site, string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await site.Client.SendAsync(request);
        return response.StatusCode;
    }

    private static bool IsAllowed(string address, string network, string? header = null)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) }, Request = { Path = "/metrics", Method = "GET" } };
        if (header is not null)
        {
            http.Request.Headers[header] = "127.0.0.1";
        }

        return new MetricsAccess(Options.Create(new MetricsOptions { AllowedNetworks = network.Length == 0 ? [] : [network] })).Allows(http);
    }
}
