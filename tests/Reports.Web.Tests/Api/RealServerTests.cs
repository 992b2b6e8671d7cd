using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Reports.Web.Tests.Api;

/// <summary>What only a real server and its connections show.</summary>
public sealed class RealServerTests
{
    private const string Json = "Content-Type: application/json";

    [Fact]
    public async Task Broken_and_slow_bodies_are_answered_as_such_counted_and_no_error_of_ours()
    {
        using var site = await SiteProcess.StartAsync("Data Source=data/reports.db");

        Assert.StartsWith("HTTP/1.1 400", await TalkAsync(site, $"POST /api/v1/reports HTTP/1.1\r\nHost: site\r\n{Json}\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 408", await TalkAsync(site, $"POST /api/v1/reports HTTP/1.1\r\nHost: site\r\n{Json}\r\nContent-Length: 100\r\n\r\n{{"), StringComparison.Ordinal);
        using (var client = new TcpClient("127.0.0.1", site.Client.BaseAddress!.Port))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/reports HTTP/1.1\r\nHost: site\r\n{Json}\r\nContent-Length: 100\r\n\r\n{{"));
        }

        foreach (var reason in new[] { "invalid-request", "request-timeout", "aborted" })
        {
            await WaitForAsync(site, $"reports_refused_total{{otel_scope_name=\"Reports\",channel=\"api\",reason=\"{reason}\"}} 1");
        }

        await WaitForAsync(site, "error_type=\"min_request_body_data_rate\"");
        Assert.DoesNotContain("fail:", site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_hangs_up_while_their_report_is_being_stored_is_counted_all_the_same()
    {
        using var site = await SiteProcess.StartAsync("Data Source=data/reports.db");
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(site.Folder, "data", "reports.db")};Pooling=False"))
        {
            // The only writer of the file, so the commit waits.
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var writes = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            const string Body = """{"service":"zoom","location":{"country":"IT"}}""";
            using (var client = new TcpClient("127.0.0.1", site.Client.BaseAddress!.Port))
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/reports HTTP/1.1\r\nHost: site\r\n{Json}\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            Assert.DoesNotContain("reports_received_total", await site.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        }

        await WaitForAsync(site, "reports_received_total{otel_scope_name=\"Reports\",channel=\"api\",outcome=\"counted\"} 1");
        Assert.DoesNotContain("reports_refused_total", await site.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_goes_on_after_a_batch_whether_it_was_taken_or_not()
    {
        using var site = await SiteProcess.StartAsync("Data Source=data/reports.db");
        string Batch(string line) => $"POST /api/v1/reports/batch HTTP/1.1\r\nHost: site\r\nX-Api-Key: {ReportsApplication.Key}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {line.Length}\r\n\r\n{line}";
        var wrong = string.Concat(Enumerable.Repeat("{}\n", 10_500));

        var answers = await TalkAsync(site, $"{Batch("{}")}{Batch(wrong)}GET /healthz/live HTTP/1.1\r\nHost: site\r\nConnection: close\r\n\r\n");

        Assert.Contains("too-many-wrong-lines", answers, StringComparison.Ordinal);
        Assert.EndsWith("live", answers.TrimEnd('\r', '\n', '0'), StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", site.Log, StringComparison.Ordinal);
    }

    /// <summary>Everything that is answered until the server closes the connection.</summary>
    private static async Task<string> TalkAsync(SiteProcess site, string request)
    {
        using var client = new TcpClient("127.0.0.1", site.Client.BaseAddress!.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }

    private static async Task WaitForAsync(SiteProcess site, string series)
    {
        string metrics;
        for (var left = 50; !(metrics = await site.Client.GetStringAsync("/metrics")).Contains(series, StringComparison.Ordinal); left--)
        {
            Assert.True(left > 0, $"{series} is not in\n{string.Join('\n', metrics.Split('\n').Where(line => line.StartsWith("reports_refused", StringComparison.Ordinal)))}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }
}
