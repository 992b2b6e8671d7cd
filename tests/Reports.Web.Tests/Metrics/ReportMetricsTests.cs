using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Reports.Pipeline;

namespace Reports.Web.Tests.Metrics;

/// <summary>Every report is counted by what became of it, whichever way it came.</summary>
public sealed class ReportMetricsTests : IAsyncLifetime
{
    private ReportsApplication _application = null!;
    private MetricCollector<long> _received = null!, _refused = null!;

    public async ValueTask InitializeAsync()
    {
        _application = await ReportsApplication.StartAsync();
        var meters = _application.Services.GetRequiredService<IMeterFactory>();
        (_received, _refused) = (new(meters, ReportsMeter.Name, "reports.received"), new(meters, ReportsMeter.Name, "reports.refused"));
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    [Fact]
    public async Task Over_the_api_by_the_last_part_of_the_problem()
    {
        const string Path = "/api/v1/reports";
        await _application.ReportAsync(new { service = "zoom" }, "one");
        await _application.ReportAsync(new { service = "zoom" }, "one");
        await _application.ReportAsync(new { service = "zoom" });
        await _application.ReportAsync(new { service = "zoom", problem = "login" }, "one");
        await _application.ReportAsync(new { service = "nobody" });
        await _application.ReportAsync(new { service = "zoom", kind = "maybe" });
        await _application.SendAsync(Path, "{"u8.ToArray(), "application/json");
        await _application.SendAsync(Path, new byte[20_000], "application/json");
        await _application.SendAsync(Path, "{}"u8.ToArray(), "text/plain");
        await _application.SendAsync(Path, "{}"u8.ToArray(), "");

        Assert.Equal(["already-reported/api 2", "counted/api 1"], Sums(_received, "outcome"));
        Assert.Equal(
            ["idempotency-key-reused/api 1", "invalid-json/api 1", "invalid-request/api 1", "too-large/api 1", "unknown-service/api 1", "unsupported-media-type/api 2"],
            Sums(_refused, "reason"));
    }

    [Fact]
    public async Task In_a_batch_line_by_line()
    {
        var now = TimeProvider.System.GetUtcNow();
        object Line(string reporter, string id, string service = "zoom") => new { service, country = "IT", occurredAt = now, reporter, id };
        await _application.BatchAsync(
            Line("anna", "1"), Line("bert", "2"), Line("anna", "1"), Line("carl", "2"), Line("dora", "3", "nobody"), Line("emma", "4", ""), "{", new { service = "zoom" }, new string('x', 20_000));
        await _application.SendAsync("/api/v1/reports/batch", [], "application/x-ndjson");
        await _application.SendAsync("/api/v1/reports/batch", [], "text/csv", withKey: true);

        Assert.Equal(["already-reported/batch 1", "counted/batch 2"], Sums(_received, "outcome"));
        Assert.Equal(
            [
                "api-key-required/batch 1", "idempotency-key-reused/batch 1", "invalid-json/batch 1", "invalid-request/batch 2", "too-large/batch 1", "unknown-service/batch 1",
                "unsupported-media-type/batch 1",
            ],
            Sums(_refused, "reason"));
    }

    [Fact]
    public async Task By_a_form_in_the_same_words()
    {
        await PostAsync("service=zoom&problem=login");
        await PostAsync("service=zoom&problem=login");
        await PostAsync("service=zoom&problem=login", site: "cross-site");
        await PostAsync("service=nobody&problem=login");
        await PostAsync("service=zoom&problem=nonsense");
        await PostAsync("service=zoom&comment=" + new string('x', 20_000));
        await PostAsync("{}", type: "application/json");

        Assert.Equal(["already-reported/form 1", "counted/form 1"], Sums(_received, "outcome"));
        Assert.Equal(
            ["foreign-origin/form 1", "invalid-request/form 1", "too-large/form 1", "unknown-service/form 1", "unsupported-media-type/form 1"],
            Sums(_refused, "reason"));
    }

    private async Task PostAsync(string form, string site = "same-origin", string type = "application/x-www-form-urlencoded")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/it/report") { Content = new StringContent(form, Encoding.UTF8, type), Headers = { { "Sec-Fetch-Site", site } } };
        using var response = await _application.Client.SendAsync(request);
    }

    private static IEnumerable<string> Sums(MetricCollector<long> collector, string tag) => collector.GetMeasurementSnapshot()
        .GroupBy(one => $"{one.Tags[tag]}/{one.Tags["channel"]}", one => one.Value).Select(same => $"{same.Key} {same.Sum()}").Order(StringComparer.Ordinal);
}
