using System.Text;

namespace Reports.Web.Tests.Attacks;

/// <summary>What no client would send: broken and hostile text wherever text goes, on the wire. Everything has an answer, nothing breaks, nothing is shown as it came.</summary>
[Collection(typeof(BehindProxy))]
public sealed class NonsenseRequestTests(AttackedSite site, RefusedTally refused) : IClassFixture<RefusedTally>
{
    private const int Networks = 50;
    private static int _sent;
    private const string Markup = "<script>alert(1)</script>";

    /// <summary>Latin-1 text stands for bytes.</summary>
    public static TheoryData<string, int> Bodies => new()
    {
        { "{\"service\":\"netflix\",\"comment\":\"\xff\xfe\"}", 400 },
        { "{\"service\":\"netflix\",\"comment\":\"\xc0\xaf\"}", 400 },
        { "{\"service\":\"netflix\",\"comment\":\"\xed\xa0\x80\"}", 400 },
        { "\xef\xbb\xbf{\"service\":\"netflix\"}", 400 },
        { """{"service":"netflix","comment":"\ud800"}""", 400 },
        { """{"service":"netflix","comment":"\udc00\ud800"}""", 400 },
        { """{"service":"\ud800"}""", 400 },
        { """{"\ud800":1,"service":"netflix"}""", 400 },
        { """{"service":"netflix","comment":"\u202Enwod si ti"}""", 201 },
        { """{"service":"netflix","comment":"\u2066x\u2069"}""", 201 },
        { """{"service":"netflix","comment":"a\u0000b"}""", 400 },
        { """{"service":"netflix","comment":"a\u001b[2Jb"}""", 400 },
        { """{"service":"netflix","comment":"<script>alert(1)</script>"}""", 201 },
        { """{"service":"netflix","comment":"'); drop table reports; --"}""", 201 },
        { """{"service":"<script>alert(1)</script>"}""", 404 },
        { """{"service":"'; drop table reports; --"}""", 404 },
        { """{"service":"\u0000"}""", 404 },
        { """{"service":"netflix","problem":"<img src=x onerror=alert(1)>"}""", 400 },
        { """{"service":"netflix","location":{"country":"' or 1=1 --"}}""", 400 },
        { """{"service":"netflix","location":{"latitude":1e999,"longitude":0}}""", 400 },
        { """{"service":"netflix","location":{"latitude":"NaN","longitude":0}}""", 400 },
        { """{"service":"netflix","location":{"latitude":-0.0,"longitude":1e-320}}""", 201 },
        { """{"service":"zoom","service":"netflix"}""", 201 },
        { """{"service":["netflix"]}""", 400 },
        { "[]", 400 },
        { "", 400 },
    };

    public static TheoryData<string> Headers =>
    [
        "User-Agent: \xff\xfe\x80\r\n", "User-Agent: <script>alert(1)</script>\r\n", "Referer: javascript:alert(1)\r\n", "Referer: http://[::1/%\r\n", "Referer: \xf0\x9f\r\n",
        "Accept-Language: \xff;q=x,,;q=9,*\r\n", "Accept-Language: ../../etc/passwd\r\n", "Idempotency-Key: ' or 1=1 --\r\n", "Idempotency-Key: \xe2\x80\xae\r\n",
        "Cookie: theme=<script>; culture=\xff; ;;==\r\n", "X-Forwarded-Proto: javascript\r\n", "X-Forwarded-Host: evil.example:99999\r\n", "Content-Language: \xff\r\n", "Origin: null\r\n",
    ];

    public static TheoryData<string> Addresses =>
        ["not an address", "", ",", "198.51.100.7:99999999", "[::1", "fe80::1%eth0", "1.2.3.4.5", "\xff", new string('9', 4000), string.Join(',', Enumerable.Repeat("1.1.1.1", 500)), "::ffff:198.51.100.7", "127.0.0.1"];

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_of_nonsense_is_refused_or_taken_for_text(string body, int status)
    {
        var bytes = Encoding.Latin1.GetBytes(body);
        var answer = await AskAsync([.. Head($"Content-Length: {bytes.Length}\r\n"), .. bytes]);

        Assert.Equal(status, answer.Status);
        Assert.Matches("Content-Type: application/(problem\\+)?json", answer.Text);
        refused.Saw(answer, "api");
        Assert.Empty(site.Process.NewErrors());
    }

    [Theory, MemberData(nameof(Headers))]
    public async Task A_header_of_nonsense_harms_nobody(string header)
    {
        const string Body = """{"service":"netflix"}""";
        var report = await AskAsync(Encoding.Latin1.GetBytes($"{Encoding.Latin1.GetString(Head($"Content-Length: {Body.Length}\r\n{header}"))}{Body}"));
        var page = await AskAsync(Encoding.Latin1.GetBytes($"GET /services/netflix HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n{header}\r\n"));

        Assert.True(report.Status is 201 or 400, report.Text);
        Assert.True(page.Status is 200 or 400, page.Text);
        refused.Saw(report, header.StartsWith("X-Forwarded", StringComparison.Ordinal) ? null : "api");
        refused.Saw(page);
        Assert.DoesNotContain(Markup, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("evil.example", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(site.Process.NewErrors());
    }

    [Theory, MemberData(nameof(Addresses))]
    public async Task An_address_that_is_none_is_still_somebody(string address)
    {
        var answer = await AskAsync(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(RawReport.Of(address, 0, """{"service":"netflix"}"""))));

        Assert.True(answer.Status is 201 or 400 or 429, answer.Text);
        refused.Saw(answer, "api");
        Assert.Empty(site.Process.NewErrors());
    }

    [Theory]
    [InlineData("/services/%00"), InlineData("/services/%ff%fe"), InlineData("/services/<script>alert(1)</script>"), InlineData("/services/..%2f..%2fetc%2fpasswd"), InlineData("/api/v1/services/%ed%a0%80")]
    [InlineData("/?query=%3Cscript%3Ealert(1)%3C/script%3E"), InlineData("/?query=%ed%a0%80%00"), InlineData("/api/v1/services?page=%ff&query='%20or%201=1"), InlineData("/api/v1/outages?page=%00&from=9999-99-99")]
    [InlineData("/api/v1/services/netflix/series?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z&step=1m"), InlineData("/data/netflix/0000-00-00.csv"), InlineData("/embed/netflix?lang=%00&theme=<script>&size=9e9")]
    [InlineData("/oembed?url=http%3A%2F%2F%5B%3A%3A1&maxwidth=-1"), InlineData("/badge/netflix.svg?style=%3Cscript%3Ealert(1)%3C/script%3E"), InlineData("/api/v1/events?service=%ff"), InlineData("/%2e%2e/%2e%2e/appsettings.json")]
    public async Task An_address_of_nonsense_leads_nowhere(string path)
    {
        var answer = await AskAsync(Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html, */*\r\n\r\n"));

        Assert.True(answer.Status is 200 or (>= 300 and < 500), answer.Text);
        refused.Saw(answer);
        Assert.DoesNotContain(Markup, answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("LogLevel", answer.Text, StringComparison.Ordinal);
        Assert.Empty(site.Process.NewErrors());
    }

    [Theory]
    [InlineData("1.1", "Host: localhost:99999\r\n", 400), InlineData("1.1", "Host: a..b\r\n", 400), InlineData("1.1", "Host: [::1\r\n", 400), InlineData("1.1", "Host: %41\r\n", 400)]
    [InlineData("1.1", "Host: \r\n", 200), InlineData("1.0", "", 200), InlineData("1.1", "Host: [::1]:5080\r\n", 200), InlineData("1.1", "Host: xn--caff-8oa.example\r\n", 200)]
    public async Task A_host_of_which_no_address_can_be_made_is_refused(string version, string host, int status)
    {
        var answer = await AskAsync(Encoding.Latin1.GetBytes($"GET / HTTP/{version}\r\n{host}Accept: text/html\r\nConnection: keep-alive\r\n\r\n"));

        Assert.Equal(status, answer.Status);
        refused.Saw(answer);
        Assert.Empty(site.Process.NewErrors());
    }

    [Fact]
    public async Task All_of_it_at_once_and_again_and_again_holds_nobody_up()
    {
        List<(byte[] Request, int[] Statuses)> all =
        [
            .. Bodies.Select(row => (Encoding.Latin1.GetBytes(row.Data.Item1), row.Data.Item2)).Select(row => ((byte[])[.. Head($"Content-Length: {row.Item1.Length}\r\n"), .. row.Item1], new[] { row.Item2 })),
            .. Headers.Select(row => ((byte[])[.. Head($"Content-Length: 21\r\n{row.Data}"), .. """{"service":"netflix"}"""u8], new[] { 201, 400 })),
        ];
        await HonestReporter.DuringAsync(site.Process.Address, () => Parallel.ForAsync(0, 10 * all.Count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            var answer = await AskAsync(all[i % all.Count].Request);
            Assert.True(all[i % all.Count].Statuses.Contains(answer.Status), answer.Text);
        }));
        Assert.Empty(site.Process.NewErrors());
    }

    /// <summary>Each from another of too few networks for an outage: it is not how much they send that is tried here.</summary>
    private static byte[] Head(string headers) => Encoding.Latin1.GetBytes(
        $"POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: {RawReport.IPv4(200_000 + (Interlocked.Increment(ref _sent) % Networks), 9)}\r\n{headers}\r\n");

    private async Task<RawAnswer> AskAsync(byte[] request)
    {
        using var connection = await RawConnection.OpenAsync(site.Process.Address);
        await connection.SendAsync(request);
        return Assert.IsType<RawAnswer>(await connection.ReadAsync());
    }
}
