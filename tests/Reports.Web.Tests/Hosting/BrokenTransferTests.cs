using System.Net.Sockets;
using System.Text;
using CsCheck;

namespace Reports.Web.Tests.Hosting;

/// <summary>Bodies that break off or are no HTTP, over a real connection: the sender's mistake and nobody else's.</summary>
public sealed class BrokenTransferTests(BrokenTransferTests.ListeningApplication listening) : IClassFixture<BrokenTransferTests.ListeningApplication>
{
    private ReportsApplication Application => listening.Application;

    [Theory]
    [InlineData("/api/v1/reports", "application/json"), InlineData("/api/v1/reports/batch", "application/x-ndjson"), InlineData("/report", "application/x-www-form-urlencoded"), InlineData("/theme", "multipart/form-data; boundary=b")]
    public async Task A_body_in_broken_chunks_is_a_bad_request(string path, string type)
    {
        var answer = await SendAsync(Encoding.ASCII.GetBytes($"{Head(path, type)}Transfer-Encoding: chunked\r\n\r\n5\r\n{{\"ser\r\nzz\r\n"), isAll: false);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Empty(Application.Errors.Entries);
    }

    [Theory]
    [InlineData("{}\n", 1), InlineData("{}", 1), InlineData("{}\n{}\n", 12_000), InlineData("\n", 1)]
    public async Task A_batch_is_given_back_to_the_server_as_it_was_read(string part, int times)
    {
        var body = string.Concat(Enumerable.Repeat(part, times));
        var announced = await SendAsync(Encoding.ASCII.GetBytes($"{Head("/api/v1/reports/batch", "application/x-ndjson")}Content-Length: {body.Length}\r\n\r\n{body}"), isAll: false);
        var chunked = await SendAsync(Encoding.ASCII.GetBytes($"{Head("/api/v1/reports/batch", "application/x-ndjson")}Transfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n"), isAll: false);

        Assert.All([announced, chunked], answer => Assert.StartsWith(times > 1 ? "HTTP/1.1 400 " : "HTTP/1.1 200 ", answer, StringComparison.Ordinal));
        Assert.Empty(Application.Errors.Entries);
    }

    [Fact]
    public async Task A_connection_that_carried_a_batch_carries_the_next_request()
    {
        var batch = Head("/api/v1/reports/batch", "application/x-ndjson").Replace("Connection: close\r\n", "", StringComparison.Ordinal);
        var answer = await SendAsync(
            Encoding.ASCII.GetBytes($"{batch}Content-Length: 3\r\n\r\n{{}}\nGET /healthz/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), isAll: false);

        Assert.Contains("\"rejected\":[{\"line\":1,", answer, StringComparison.Ordinal);
        Assert.EndsWith("live", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_bytes_on_the_connection_are_answered_or_left()
    {
        var good = Gen.OneOf(
            Gen.Const($"{Head("/api/v1/reports", "application/json")}Transfer-Encoding: chunked\r\n\r\n12\r\n{{\"service\":\"zoom\"}}\r\n0\r\n\r\n"),
            Gen.Const($"{Head("/api/v1/reports/batch", "application/x-ndjson")}Transfer-Encoding: chunked\r\n\r\n3\r\n{{}}\n\r\n0\r\n\r\n"),
            Gen.Const($"{Head("/report", "application/x-www-form-urlencoded")}Content-Length: 12\r\n\r\nservice=zoom"),
            Gen.OneOf("/it/services/zoom?range=7d", "/%00", "/services/%ff%00", "/badge/%F0%9F.json").Select(path => $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n")).Select(Encoding.ASCII.GetBytes);
        await Hostile.Bytes(good).SampleAsync(
            async bytes =>
            {
                var answer = await SendAsync(bytes, isAll: true);

                // 505 is the server's own word for a version that it does not speak.
                Assert.True(answer.Length == 0 || answer.Split(' ')[1] is ['1' or '2' or '3' or '4', ..] or "505", answer);
            },
            iter: 200, threads: 2);

        Assert.Empty(Application.Errors.Entries);
    }

    private static string Head(string path, string type) =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nAuthorization: Bearer {ReportsApplication.Key}\r\nContent-Type: {type}\r\n";

    /// <summary>What comes back until the site closes.</summary>
    /// <param name="isAll">Tell the site that no more will come.</param>
    private async Task<string> SendAsync(byte[] bytes, bool isAll)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Application.Client.BaseAddress!.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(bytes);
        if (isAll)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return ""; // reset, since the site has not read what it refused
        }
    }

    /// <summary>The site behind the server that people run it with: the one that tests use has no connections.</summary>
    public sealed class ListeningApplication : IAsyncLifetime
    {
        public ReportsApplication Application { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Application.UseKestrel(0);
            Application.StartServer();
            await ReportsApplication.ReadyAsync(Application.Client);
        }

        public ValueTask DisposeAsync() => Application.DisposeAsync();
    }
}
