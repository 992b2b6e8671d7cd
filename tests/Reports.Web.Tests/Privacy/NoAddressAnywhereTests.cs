using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Npgsql;
using Reports.TestKit.Stores;
using Reports.Web.Tests.SubmitReport;

namespace Reports.Web.Tests.Privacy;

/// <summary>
/// People come from addresses that nothing else looks like, in every way there is, to a site that logs all it can; then it crashes, and everything it left
/// is searched for them.
/// </summary>
public sealed class NoAddressAnywhereTests
{
    private const string Comment = "the picture freezes every other minute";
    private const double Latitude = -31.952782, Longitude = 115.861365;
    private const string OldNetwork = "190.243.229.";
    private static readonly IPAddress Api = IPAddress.Parse("185.227.214.249"), NewApi = IPAddress.Parse("2a0b:f1c2:d3e4:a5b6:c7d8:e9fa:1b2c:3d4e");
    private static readonly IPAddress OldForm = IPAddress.Parse("186.231.219.251"), NewForm = IPAddress.Parse("2b1c:e2d3:c4f5:b6a7:d8c9:fae1:2c3d:4e5f");
    private static readonly IPAddress Reader = IPAddress.Parse("187.233.223.247"), Refused = IPAddress.Parse("189.241.227.239"), Throttled = IPAddress.Parse(OldNetwork + "233");
    private static readonly IPAddress Partners = IPAddress.Parse("188.239.211.243"), NewPartners = IPAddress.Parse("2c2d:d3e4:b5a6:c7b8:e9da:abf2:3d4e:5f6a");
    private static readonly IPAddress Link = IPAddress.Parse("193.247.233.227"), Hop = IPAddress.Parse("195.251.237.231"), Broken = IPAddress.Parse("191.245.231.237"), Guided = IPAddress.Parse("192.247.229.211");
    private static readonly IPAddress[] Everybody = [Api, NewApi, OldForm, NewForm, Reader, Refused, Throttled, Partners, NewPartners, Link, Hop, Broken, Guided];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task After_a_crash_no_address_and_no_coordinate_is_in_database_logs_traces_metrics_or_files(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && PostgresServer.IsMissing, "No PostgreSQL server; ./test.sh starts one.");
        var (connection, drop) = kind == StoreKind.Sqlite ? ("Data Source=data/reports.db", () => ValueTask.CompletedTask) : TestStore.Name(kind);
        await using var collector = await TraceCollector.StartAsync();
        using var site = await SiteProcess.StartAsync(
            connection, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "500"),
            ("Intake__ReportsPerNetworkAndMinute", "240"), ("Detection__Interval", "00:00:01"), ("Comments__Moderation", "after"),
            ("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft", "Trace"), ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Trace"),
            ("Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
            ("Logging__Console__FormatterName", "simple"), ("Logging__Console__FormatterOptions__IncludeScopes", "true"));

        await ReportAsync(site);
        await ReadAsync(site);
        await TalkNonsenseAsync(site);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Token);
        var metrics = await site.Client.GetStringAsync("/metrics", Token);
        await site.CrashAsync();

        var left = Left(site.Folder);
        left.AddRange([("metrics", Encoding.UTF8.GetBytes(metrics)), ("traces", collector.Taken)]);
        if (kind == StoreKind.Postgres)
        {
            left.AddRange(await TablesAsync(connection));
            left.AddRange(await ServerFilesAsync(connection));
        }

        await drop();

        // It was really there, and what is searched is really what was written.
        Assert.Contains("reports_received_total{otel_scope_name=\"Reports\",channel=\"form\",outcome=\"counted\"} ", metrics, StringComparison.Ordinal);
        Assert.Contains("reports_received_total{otel_scope_name=\"Reports\",channel=\"guided\",outcome=\"counted\"} ", metrics, StringComparison.Ordinal);
        Assert.Contains("reports_refused_total{otel_scope_name=\"Reports\",channel=\"api\",reason=\"proof-required\"} ", metrics, StringComparison.Ordinal);
        Assert.Contains("reports_refused_total{otel_scope_name=\"Reports\",channel=\"api\",reason=\"too-many-reports\"} ", metrics, StringComparison.Ordinal);
        Assert.Contains(left, file => file.Name.EndsWith("log", StringComparison.Ordinal) && Holds(file.Content, "/api/v1/reports/batch"));
        Assert.Contains(left, file => !file.Name.EndsWith("log", StringComparison.Ordinal) && Holds(file.Content, Comment));

        Assert.False(Holds(collector.Taken, "0af7651916cd43dd8448eb211c80319c") || collector.Taken.AsSpan().IndexOf(Convert.FromHexString("0af7651916cd43dd8448eb211c80319c")) >= 0);
        Assert.All(["/api/v1/reports/batch", "/it/report", "detection.tick", "intake.commit"], name => Assert.True(Holds(collector.Taken, name), name));

        var traces = new AddressTraces(Everybody);
        Assert.Empty(left.SelectMany(file => traces.In(file.Content).Select(trace => $"{trace} in {file.Name}")));
        Assert.Empty(left.Where(file => HasCoordinate(file.Content)).Select(file => file.Name));
        Assert.DoesNotContain(left, file => file.Content.AsSpan().StartsWith("\u007fELF"u8));
    }

    [Fact]
    public void An_address_is_found_in_each_of_its_forms()
    {
        var traces = new AddressTraces([Api, NewApi]);

        Assert.All<byte[]>(
            [
                Api.GetAddressBytes(), NewApi.GetAddressBytes(), "from 185.227.214.1 "u8.ToArray(), "2A0B:F1C2:D3E4::1"u8.ToArray(), "b9e3d6f9"u8.ToArray(), "B9E3D6"u8.ToArray(),
                "2a0bf1c2d3e4"u8.ToArray(), "2A0BF1C2D3E4"u8.ToArray(), Encoding.Unicode.GetBytes("185.227.214.249"), "3118716665"u8.ToArray(),
            ],
            content => Assert.NotEmpty(traces.In([0, .. content, 0])));
        Assert.Empty(traces.In("185.227.21 and 2a0b:f1c2::d3e4"u8.ToArray()));
    }

    /// <summary>By every channel; taken, repeated, refused and throttled.</summary>
    private static async Task ReportAsync(SiteProcess site)
    {
        foreach (var address in new[] { Api, NewApi, Api })
        {
            var body = new { service = "zoom", problem = "login", location = new { latitude = Latitude, longitude = Longitude }, comment = Comment };
            await SendAsync(site, "/api/v1/reports", address, JsonContent.Create(body), HttpStatusCode.Created, ("Idempotency-Key", $"one of {address.AddressFamily}"), ("tracestate", $"from={address.MapToIPv6()}"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("Referer", $"http://{Link}/out"));
        }

        await SendAsync(site, "/api/v1/reports", Refused, JsonContent.Create(new { service = "nobody knows it" }), HttpStatusCode.NotFound);
        await SendAsync(site, "/api/v1/reports", Refused, JsonContent.Create(new { service = "zoom", comment = new string('x', 501) }), HttpStatusCode.BadRequest);

        // 120 in a minute may be taken, and a minute may end meanwhile; as many questions for a proof are not answered.
        var status = HttpStatusCode.Created;
        for (var i = 0; i < 500 && status != HttpStatusCode.TooManyRequests; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports") { Content = JsonContent.Create(new { service = "spotify" }), Headers = { { "X-Forwarded-For", $"{OldNetwork}{i % 250}" } } };
            using var response = await site.Client.SendAsync(request, Token);
            status = response.StatusCode;
            Assert.True(status == HttpStatusCode.Created || i >= 120, $"{status} after {i}");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        await using var circuit = await PlayedCircuit.ConnectAsync(site.Client.BaseAddress!, Guided.ToString());
        await circuit.StartAsync(await PlayedCircuit.FetchAsync(site.Client, Guided.ToString()));
        await circuit.CanSendAsync();
        await circuit.PressAsync(circuit);
        await circuit.SettledAsync();

        foreach (var address in new[] { OldForm, NewForm })
        {
            FormUrlEncodedContent Form() => new([new("service", "zoom"), new("problem", "login"), new("comment", Comment), new("timeZone", "Europe/Rome")]);
            await SendAsync(site, "/it/report", address, Form(), HttpStatusCode.OK, ("Sec-Fetch-Site", "same-origin"), ("User-Agent", $"Firefox Linux {address}"));
            await SendAsync(site, "/report", address, Form(), HttpStatusCode.OK);
            await SendAsync(site, "/report", address, Form(), HttpStatusCode.Forbidden, ("Sec-Fetch-Site", "cross-site"));
        }

        var now = TimeProvider.System.GetUtcNow();
        var lines = new[] { Partners, NewPartners }.Select((address, i) => JsonSerializer.Serialize(
            new { service = "zoom", country = "IT", occurredAt = now, reporter = address.ToString(), network = address.ToString(), id = $"line {i}" }));
        var batch = new StringContent(string.Join('\n', [.. lines, .. lines, "nonsense"]), Encoding.UTF8, "application/x-ndjson");
        await SendAsync(site, "/api/v1/reports/batch", Partners, batch, HttpStatusCode.OK, ("X-Api-Key", ReportsApplication.Key));
        await SendAsync(site, "/api/v1/reports/batch", Refused, new StringContent(""), HttpStatusCode.Unauthorized, ("X-Api-Key", "wrong"));
    }

    private static async Task ReadAsync(SiteProcess site)
    {
        foreach (var path in new[] { "/", "/it/services/zoom", "/report?service=zoom", "/map", "/api/v1/services", "/embed/zoom", "/nowhere", "/api/v1/services/zoom/series", "/metrics" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Forwarded-For", Reader.ToString() }, { "Accept", "text/html" }, { "X-Real-IP", Reader.ToString() }, { "Forwarded", $"for={Reader}" } } };
            using var response = await site.Client.SendAsync(request, Token);
            Assert.Equal(path is "/nowhere" or "/metrics" ? HttpStatusCode.NotFound : HttpStatusCode.OK, response.StatusCode);
        }
    }

    /// <summary>What parsers stumble over: a chain of proxies, an address that is none, a header without a colon.</summary>
    private static async Task TalkNonsenseAsync(SiteProcess site)
    {
        string[] requests =
        [
            $"GET /api/v1/services HTTP/1.1\r\nHost: site\r\nX-Forwarded-For: {Hop}, {Reader}\r\n",
            $"GET /api/v1/services HTTP/1.1\r\nHost: site\r\nX-Forwarded-For: {Broken}:99999\r\n",
            $"GET /api/v1/services HTTP/1.1\r\nHost: site\r\nX-Forwarded-For {Broken}\r\n",
            $"GET /api/v1/services HTTP/1.1\r\nHost: {Broken}:bad\r\n",
        ];
        foreach (var request in requests)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, site.Client.BaseAddress!.Port, Token);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{request}Connection: close\r\n\r\n"), Token);
            using var reader = new StreamReader(client.GetStream());
            Assert.StartsWith("HTTP/1.1", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
        }
    }

    private static async Task SendAsync(SiteProcess site, string path, IPAddress address, HttpContent body, HttpStatusCode status, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.Add("X-Forwarded-For", address.ToString());
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await site.Client.SendAsync(request, Token);
        Assert.True(response.StatusCode == status, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync(Token)}");
    }

    private static List<(string Name, byte[] Content)> Left(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Where(IsFile).Select(file => (file, File.ReadAllBytes(file)))];

    /// <summary>No socket.</summary>
    private static bool IsFile(string path) => !File.GetAttributes(path).HasFlag(FileAttributes.Device) && new FileInfo(path).Length > 0;

    /// <summary>As text to a few metres, or as the number that was sent.</summary>
    private static bool HasCoordinate(byte[] content) => new[] { Latitude, Longitude }.Any(value =>
        Holds(content, value.ToString(CultureInfo.InvariantCulture)[..8]) || content.AsSpan().IndexOf(BitConverter.GetBytes(value)) >= 0
        || content.AsSpan().IndexOf(BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToInt64Bits(value)))) >= 0);

    private static bool Holds(byte[] content, string text) => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>Every row of every table as text; bytes are in hex there.</summary>
    private static async Task<List<(string Name, byte[] Content)>> TablesAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        var tables = await ColumnAsync(source, "select quote_ident(tablename) from pg_tables where schemaname = 'public'");
        Assert.Contains("reports", tables);
        var rows = new List<(string, byte[])>();
        foreach (var table in tables)
        {
            rows.Add((table, Encoding.UTF8.GetBytes(string.Join('\n', await ColumnAsync(source, $"select t::text from {table} t")))));
        }

        return rows;
    }

    /// <summary>The server's own files, its log of changes among them, where they can be reached from here.</summary>
    private static async Task<List<(string Name, byte[] Content)>> ServerFilesAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await ColumnAsync(source, "checkpoint");
        var folder = (await ColumnAsync(source, "show data_directory"))[0];
        var database = (await ColumnAsync(source, "select oid::text from pg_database where datname = current_database()"))[0];
        string[] folders = [Path.Combine(folder, "base", database), Path.Combine(folder, "pg_wal")];
        var files = folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Select(file => (Name: file, Content: Read(file))).ToList();
        Assert.True(files.Count == 0 || files.Exists(file => file.Name.Contains("pg_wal", StringComparison.Ordinal) && Holds(file.Content, Comment)));
        return files;
    }

    /// <summary>Nothing of what the server has taken away meanwhile.</summary>
    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var values = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
