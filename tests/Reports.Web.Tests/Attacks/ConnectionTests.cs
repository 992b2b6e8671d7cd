namespace Reports.Web.Tests.Attacks;

/// <summary>Those who take connections and do nothing with them, or as little as they can.</summary>
[Collection(typeof(BehindProxy))]
public sealed class ConnectionTests
{
    private const int Many = 10_000;
    private const int OfEachKind = 500;
    private const int Deaf = 10;
    private const int OpenedAtOnce = 64;
    private const int MostMegabytes = 1024;

    /// <summary>Files that this process and the site need beside connections.</summary>
    private const int OtherFiles = 2000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The longest limit is ten seconds, looked at once a second; the rest is for a busy machine.</summary>
    private static readonly TimeSpan CutOff = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Ten_thousand_idle_connections_hold_nobody_up()
    {
        Assert.SkipWhen(FileLimit() < Many + OtherFiles, "This machine lets a process open too few files.");
        using var site = await StartAsync();
        var metrics = await SiteMetrics.SinceNowAsync(site);
        var idle = new List<RawConnection>();
        await HonestReporter.DuringAsync(site.Address, async () =>
        {
            idle = await OpenAsync(site, Many);

            // Half of them have begun to say something.
            await Task.WhenAll(idle.Where((_, i) => i % 2 == 0).Select(connection => connection.SendAsync("GET / HTTP/1.1\r\nHost: local")));
            await metrics.RisesAsync(Many, "kestrel_active_connections");
            await metrics.CutOffAsync(Many / 2, "request_headers_timeout");
        });

        Assert.False(await idle[^1].IsClosedWithinAsync(TimeSpan.FromMilliseconds(50)));
        Assert.InRange(site.ResidentMegabytes, 0, MostMegabytes);
        idle.ForEach(connection => connection.Dispose());
        await HonestReporter.DuringAsync(site.Address, () => Task.Delay(Second, TimeProvider.System));
        Assert.Empty(site.NewErrors());
    }

    [Fact]
    public async Task Who_sends_a_little_at_a_time_is_cut_off_and_with_those_who_read_nothing_holds_nobody_up()
    {
        const string Post = "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: 203.0.113.9\r\n";
        var badges = string.Concat(Enumerable.Repeat("GET /badge/zoom.svg HTTP/1.1\r\nHost: localhost\r\n\r\n", 5000));
        (string First, string Then)[] kinds =
        [
            ("GET / HTTP/1.1\r\n", "X"),
            ("GET / HTTP/1.1\r\nHost: localhost\r\n", "X-Slow: a\r\n"),
            ("G", "E"),
            (Post + "Content-Length: 16000\r\n\r\n{", " "),
            (Post + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", "1\r\n \r\n"),
            ("POST /report HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 16000\r\n\r\na", "a"),
        ];
        using var site = await StartAsync();
        var metrics = await SiteMetrics.SinceNowAsync(site);

        await HonestReporter.DuringAsync(site.Address, async () =>
        {
            var slow = await OpenAsync(site, OfEachKind * kinds.Length);
            var deaf = await Task.WhenAll(Enumerable.Range(0, Deaf).Select(_ => RawConnection.OpenAsync(site.Address, receiveBytes: 4096)));
            await Task.WhenAll(slow.Select((connection, i) => connection.SendAsync(kinds[i % kinds.Length].First)));
            var waiting = deaf.Select(connection => connection.SendAsync(badges)).ToList();
            var closed = slow.Select(connection => connection.IsClosedWithinAsync(CutOff)).ToList();
            while (closed.Exists(task => !task.IsCompleted))
            {
                await Task.Delay(Second, TimeProvider.System);
                await Task.WhenAll(slow.Select((connection, i) => closed[i].IsCompleted ? Task.CompletedTask : connection.SendAsync(kinds[i % kinds.Length].Then)));
            }

            Assert.All(await Task.WhenAll(closed), Assert.True);
            slow.Concat(deaf).ToList().ForEach(connection => connection.Dispose());
            await Task.WhenAll(waiting);
        });

        await metrics.CutOffAsync(2 * OfEachKind, "request_headers_timeout");
        await metrics.CutOffAsync(2 * OfEachKind, "min_request_body_data_rate");
        Assert.Empty(site.NewErrors());
    }

    /// <summary>Connections must leave files to the database, or nobody could report any more.</summary>
    [Fact]
    public async Task More_connections_than_files_take_nothing_from_those_who_are_there()
    {
        const int Files = 1024;
        var (connection, drop) = TestKit.Stores.TestStore.Name(TestKit.Stores.StoreKind.Sqlite);
        using (var site = await SiteProcess.StartAsync(connection, "1024", ("Detection__Interval", "00:00:01"), ("Logging__LogLevel__Default", "Warning")))
        {
            using var present = await RawConnection.OpenAsync(site.Address);
            var metrics = await SiteMetrics.SinceNowAsync(site);
            await ReportAsync(present, 0);
            var idle = await OpenAsync(site, 2 * Files);
            for (var i = 1; i < 30; i++)
            {
                await ReportAsync(present, i);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }

            idle.ForEach(one => one.Dispose());
            await Task.Delay(Second, TimeProvider.System);
            await HonestReporter.DuringAsync(site.Address, () => Task.Delay(Second, TimeProvider.System));
            await metrics.RisesAsync(Files, "kestrel_rejected_connections_total");
            Assert.Empty(site.NewErrors());
        }

        await drop();
    }

    private static async Task ReportAsync(RawConnection connection, int number)
    {
        await connection.SendAsync(RawReport.Of(RawReport.IPv4(number, 1), number, RawReport.Body("spotify", "streaming", "SE")));
        Assert.Equal(201, (await connection.ReadAsync())?.Status);
    }

    private static Task<SiteProcess> StartAsync() =>
        SiteProcess.StartAsync("Data Source=data/reports.db", ("Detection__Interval", "00:00:01"), ("Logging__LogLevel__Default", "Warning"));

    private static async Task<List<RawConnection>> OpenAsync(SiteProcess site, int count)
    {
        var open = new List<RawConnection>(count);
        while (open.Count < count)
        {
            open.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(OpenedAtOnce, count - open.Count)).Select(_ => RawConnection.OpenAsync(site.Address))));
        }

        return open;
    }

    /// <summary>Of this process, whose runtime has raised it as far as the machine lets it.</summary>
    private static int FileLimit()
    {
        var line = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        return int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], out var most) ? most : int.MaxValue;
    }
}
