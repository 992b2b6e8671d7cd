using System.IO.Compression;
using System.Text;

namespace Reports.Web.Tests.Attacks;

/// <summary>Requests that are small to send and large to take, or that never end. Each is refused for what it is, and an honest reporter waits for none.</summary>
[Collection(typeof(BehindProxy))]
public sealed class BombTests(AttackedSite site)
{
    private const string Json = "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: 203.0.114.9\r\n";
    private const string Form = "POST /report HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Forwarded-For: 203.0.114.9\r\n";
    private const string Theme = "POST /theme HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    private const string Nested = "POST /report HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n";
    private const string Get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    private const string Chunked = "Transfer-Encoding: chunked\r\n\r\n";

    /// <summary>Of a site that would make all answers at once, a gigabyte of them, and had not yet thrown any away.</summary>
    private const int MostMegabytes = 1024;

    private const long Endless = 256 * 1024 * 1024;

    /// <summary>More than that must not be taken of what never ends; sockets and buffers of both sides hold some of it.</summary>
    private const long MostTaken = 32 * 1024 * 1024;

    /// <summary>With the answers there may be; none where the connection ends without one.</summary>
    public static TheoryData<string, int[]> Requests => new()
    {
        { Get + string.Concat(Enumerable.Range(0, 300).Select(i => $"X-{i}: a\r\n")) + "\r\n", [431] },
        { Get + $"X-Long: {new string('a', 40_000)}\r\n\r\n", [431] },
        { Get + $"Cookie: {string.Join("; ", Enumerable.Range(0, 1500).Select(i => $"a{i}=b"))}\r\n\r\n", [200] },
        { Get + $"Accept-Language: {string.Join(',', Enumerable.Range(0, 1500).Select(i => $"x{i};q=0"))}\r\n\r\n", [200] },
        { $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", [414] },
        { $"GET /?{string.Join('&', Enumerable.Range(0, 2000).Select(i => "a=b"))} HTTP/1.1\r\nHost: localhost\r\n\r\n", [200, 400, 414] },
        { $"GET /{string.Concat(Enumerable.Repeat("%2e%2e/", 1000))} HTTP/1.1\r\nHost: localhost\r\n\r\n", [200] },
        { Get.Replace("/ HTTP", "/favicon.svg HTTP", StringComparison.Ordinal) + $"Range: bytes={string.Join(',', Enumerable.Range(0, 1000).Select(i => $"{i}-"))}\r\n\r\n", [200, 416] },
        { Json + "Content-Length: 10000000000\r\n\r\n", [413] },
        { Json + "Content-Length: 99999999999999999999\r\n\r\n", [400] },
        { Json + "Content-Length: -1\r\n\r\n", [400] },
        { Json + "Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}", [400] },
        { Form + "Content-Length: 10000000000\r\n\r\n", [413] },
        { Json + Chunked + "FFFFFFFFFFFFFFFF\r\n", [400] },
        { Json + Chunked + "zz\r\n", [400] },
        { Json + $"Content-Length: 16000\r\n\r\n{new string('[', 16_000)}", [400] },
        { Json + $"Content-Length: 16000\r\n\r\n{string.Concat(Enumerable.Repeat("{\"a\":", 3200))}", [400] },
        { Json + $"Content-Length: 10013\r\n\r\n{{\"location\":{new string('9', 10_000)}}}", [400] },
        { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [] },
        { "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", [400] },
        { "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", [400, 505] },
        { "GET / HTTP/1.1\r\n\r\n", [400] },
        { "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", [400] },
    };

    /// <summary>The beginning, and what is sent after it over and over.</summary>
    public static TheoryData<string, string> Streams => new()
    {
        { Get + "X-Long: ", new string('a', 8192) },
        { "GET /", new string('a', 8192) },
        { Get, string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-{i}: a\r\n")) },
        { Json + Chunked, $"2000\r\n{new string(' ', 8192)}\r\n" },
        { Json + Chunked + "1;", new string('a', 8192) },
        { Json + Chunked + "1\r\n{\r\n0\r\nX-Trailer: ", new string('a', 8192) },
        { Form + Chunked, $"2000\r\n{new string('a', 8192)}\r\n" },
        { Form + Chunked, $"2000\r\n{string.Concat(Enumerable.Repeat("&a=b", 2048))}\r\n" },
        { Theme + Chunked, $"2000\r\n{new string('a', 8192)}\r\n" },
        { Nested + Chunked, $"2000\r\n--x\r\nContent-Disposition: form-data; name=a\r\n{new string('a', 8139)}\r\n" },
        { "POST /api/v1/services HTTP/1.1\r\nHost: localhost\r\n" + Chunked, $"2000\r\n{new string('a', 8192)}\r\n" },
        { "GET /api/v1/services HTTP/1.1\r\nHost: localhost\r\n" + Chunked, $"2000\r\n{new string('a', 8192)}\r\n" },
    };

    [Fact]
    public Task What_is_larger_than_it_may_be_is_refused_at_once_and_holds_nobody_up() => HonestReporter.DuringAsync(site.Process.Address, async () =>
    {
        var metrics = await SiteMetrics.SinceNowAsync(site.Process);
        foreach (var row in Requests)
        {
            using var connection = await RawConnection.OpenAsync(site.Process.Address);
            await connection.SendAsync(row.Data.Item1);
            var answer = await connection.ReadAsync();
            Assert.True(answer is null ? row.Data.Item2 is [] : row.Data.Item2.Contains(answer.Status), $"{row.Data.Item1[..Math.Min(120, row.Data.Item1.Length)]}: {answer?.Status}");
        }

        await metrics.RefusedAsync(3, "api", "invalid-json");
        await metrics.RefusedAsync(2, "api", "invalid-request");
        await metrics.CutOffAsync(1, "invalid_request_line");
        await metrics.CutOffAsync(5, "invalid_request_headers");
        await metrics.CutOffAsync(2, "invalid_http_version");
        await metrics.CutOffAsync(1, "tls_not_supported");
        await metrics.RefusedAsync(1, "api", "too-large");
        await metrics.RefusedAsync(1, "form", "too-large");
        await metrics.CutOffAsync(1, "max_request_header_count_exceeded");
        await metrics.CutOffAsync(1, "max_request_headers_total_size_exceeded");

        Assert.Empty(site.Process.NewErrors());
    });

    [Fact]
    public Task What_never_ends_is_cut_off_and_holds_nobody_up() => HonestReporter.DuringAsync(site.Process.Address, async () =>
    {
        var metrics = await SiteMetrics.SinceNowAsync(site.Process);
        await Task.WhenAll(Streams.Select(async row =>
        {
            using var connection = await RawConnection.OpenAsync(site.Process.Address);
            await connection.SendAsync(row.Data.Item1);
            var (more, taken) = (Encoding.Latin1.GetBytes(row.Data.Item2), 0L);
            while (taken < Endless && await connection.SendAsync(more))
            {
                taken += more.Length;
            }

            Assert.True(taken < MostTaken, $"{taken} bytes after {row.Data.Item1}");
        }));

        await metrics.RefusedAsync(3, "api", "too-large");
        await metrics.RefusedAsync(2, "form", "too-large");
        await metrics.RefusedAsync(1, "form", "invalid-request");
        await metrics.CutOffAsync(1, "invalid_request_line");
        await metrics.CutOffAsync(1, "max_request_header_count_exceeded");
        await metrics.CutOffAsync(2, "max_request_headers_total_size_exceeded");
        await metrics.CutOffAsync(7, "max_request_body_size_exceeded");
        Assert.Empty(site.Process.NewErrors());
    });

    [Fact]
    public async Task A_partners_batch_without_a_line_end_or_of_a_million_lines_of_nonsense_holds_nobody_up()
    {
        var metrics = await SiteMetrics.SinceNowAsync(site.Process);
        var line = new string('x', 1024 * 1024);
        var nonsense = string.Concat(Enumerable.Repeat("x\n", 1_000_000));
        var packed = Packed(Encoding.ASCII.GetBytes(new string(' ', 64 * 1024 * 1024)));

        await HonestReporter.DuringAsync(site.Process.Address, async () =>
        {
            Assert.Equal(413, await site.SendBatchAsync(Enumerable.Repeat(line, 65), null));
            Assert.Equal(400, await site.SendBatchAsync([nonsense], null));
            Assert.Equal(415, await site.SendBatchAsync([Encoding.Latin1.GetString(packed)], "gzip"));
            Assert.Equal(200, await site.SendBatchAsync(["\n\n"], null));
        });

        await metrics.RefusedAsync(10_000, "batch", "invalid-json");
        await metrics.RefusedAsync(1, "batch", "too-large");
        await metrics.RefusedAsync(1, "batch", "unsupported-media-type");
        Assert.Empty(site.Process.NewErrors());
    }

    [Theory]
    [InlineData(Json, "api"), InlineData(Form, "form")]
    public async Task Who_is_still_sending_too_much_hears_so(string head, string channel)
    {
        var metrics = await SiteMetrics.SinceNowAsync(site.Process);
        using var connection = await RawConnection.OpenAsync(site.Process.Address);
        Assert.True(await connection.SendAsync($"{head}Content-Length: 1000000\r\n\r\n"));
        for (var sent = 0; sent < 1_000_000; sent += 100_000)
        {
            Assert.True(await connection.SendAsync(new string('x', 100_000)));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.Equal(413, (await connection.ReadAsync())?.Status);
        await metrics.RefusedAsync(1, channel, "too-large");
    }

    [Theory]
    [InlineData("gzip", 415, "unsupported-media-type"), InlineData("br", 415, "unsupported-media-type"), InlineData("deflate", 415, "unsupported-media-type")]
    [InlineData("gzip, gzip", 415, "unsupported-media-type"), InlineData("identity", 400, "invalid-json")]
    public async Task What_is_compressed_is_not_unpacked(string encoding, int status, string reason)
    {
        var metrics = await SiteMetrics.SinceNowAsync(site.Process);
        var packed = Packed(new byte[4 * 1024 * 1024]);
        using var connection = await RawConnection.OpenAsync(site.Process.Address);
        await connection.SendAsync($"{Json}Content-Encoding: {encoding}\r\nContent-Length: {packed.Length}\r\n\r\n{Encoding.Latin1.GetString(packed)}");

        Assert.Equal(status, (await connection.ReadAsync())?.Status);
        await metrics.RefusedAsync(1, "api", reason);
    }

    [Fact]
    public async Task Ten_thousand_requests_before_the_first_answer_is_read_hold_nobody_up()
    {
        var requests = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Get + "\r\n", 10_000)));
        using var connection = await RawConnection.OpenAsync(site.Process.Address, receiveBytes: 4096);

        await HonestReporter.DuringAsync(site.Process.Address, async () =>
        {
            var sending = connection.SendAsync(requests);
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            Assert.InRange(site.Process.ResidentMegabytes, 0, MostMegabytes);
            for (var i = 0; i < 100; i++)
            {
                Assert.Equal(200, (await connection.ReadAsync())?.Status);
            }

            connection.Dispose();
            await sending;
        });
    }

    private static byte[] Packed(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
