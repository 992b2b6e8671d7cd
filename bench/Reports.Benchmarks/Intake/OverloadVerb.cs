using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Reports.Benchmarks.Crash;

namespace Reports.Benchmarks.Intake;

/// <summary><c>overload</c>: a crowd three times larger than the site can take, who reads meanwhile, what is left in the database, and how soon it is over.</summary>
internal static class OverloadVerb
{
    private const int Times = 3;
    private const int CrowdConnections = 8_192;
    private const string Path = "/api/v1/reports";
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var seconds = new Option<int>("--seconds") { Description = "Length of the overload.", DefaultValueFactory = _ => 60 };
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("overload", "Three times as many reports as the site can take, on both databases.") { site, seconds, results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(site), TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo assembly, TimeSpan duration, FileInfo? results, CancellationToken cancellationToken)
    {
        var machine = await Machine.DescribeAsync();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Overload

                dotnet publish src/Reports.Web -c Release -o publish
                dotnet run -c Release --project bench/Reports.Benchmarks -- overload --site publish/Reports.Web.dll --results bench/results/overload.md

            {machine} Load, site and database share the cores. PostgreSQL 15 with fsync and synchronous_commit on and the memory of docker-compose.yml, SQLite with synchronous = FULL.
            Capacity is what {IntakeVerb.Connections} connections get that send as fast as they are answered. Then {CrowdConnections} connections want to send {Times} times as much for {duration.TotalSeconds:F0} s, distinct people from
            distinct networks; who is due while their connection still waits for an answer does not come at all (`not sent`). `reads` are pages, map, API, badge and embed,
            one each 50 ms: before, and during the overload. `kept` are rows in the database beyond those that were acknowledged before a connection broke; `lost` are
            acknowledged and not there. `recovered` is from the end of the load until ten reports in a row were stored within {Quick.TotalMilliseconds:F0} ms each.

            | database | capacity/s | offered/s | answered/s | stored/s | p99 ms stored | p99 ms refused | answers | not sent | reads before: p50, p99 | reads: p50, p99, most | reads refused | lost | kept | miscounted | recovered after s |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|

            """));
        await using (var postgres = await PostgresProcess.StartAsync())
        {
            await postgres.SetMemoryAsync();
            await MeasureAsync(text, "PostgreSQL", assembly, postgres.ConnectionString, duration, cancellationToken);
        }

        var folder = Directory.CreateTempSubdirectory("reports-bench-").FullName;
        await MeasureAsync(text, "SQLite", assembly, $"Data Source={System.IO.Path.Combine(folder, "reports.db")}", duration, cancellationToken);
        Directory.Delete(folder, recursive: true);
        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    private static async Task MeasureAsync(StringBuilder text, string name, FileInfo assembly, string connection, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var site = await SiteProcess.StartEmptyAsync(assembly, connection, cancellationToken);
        var requests = new ReportRequests(Path, 0);
        var warm = await Load.RunAsync(site.Address, requests, IntakeVerb.Connections, IntakeVerb.Warm, null, 0);
        var full = await Load.RunAsync(site.Address, requests, IntakeVerb.Connections, Calm, null, IntakeVerb.Connections);
        using var readers = new Readers(site.Address);
        using var stop = new CancellationTokenSource();
        var reading = readers.RunAsync(stop.Token);
        await Task.Delay(Calm, TimeProvider.System, cancellationToken);
        var before = readers.Take();
        var crowd = await Load.RunAsync(site.Address, requests, CrowdConnections, duration, Times * full.PerSecond, 2 * IntakeVerb.Connections, isCrowd: true);
        var ended = Stopwatch.GetTimestamp();
        var recovering = RecoverAsync(site.Address, ended);
        await stop.CancelAsync();
        await reading;
        var during = readers.Take();
        var (recovered, late) = await recovering;
        var acknowledged = warm.Stored + full.Stored + crowd.Stored + late;
        await site.KillAsync();
        var truth = await StoredTruth.ReadAsync(connection);
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {full.PerSecond:F0} | {Times * full.PerSecond:F0} | {crowd.AnsweredPerSecond:F0} | {crowd.PerSecond:F0} | {crowd.Percentile(0.99):F0} | {crowd.RefusedPercentile(0.99):F0} | {crowd.Statuses()} | {crowd.Skipped} | {before.P50:F0}, {before.P99:F0} | {during.P50:F0}, {during.P99:F0}, {during.Most:F0} | {string.Join(", ", readers.Refused.CountBy(each => each).Select(each => $"{each.Value} × {each.Key}"))} | {Math.Max(0, acknowledged - truth.Rows)} | {Math.Max(0, truth.Rows - acknowledged)} | {string.Join("; ", truth.Miscounted)} | {recovered.TotalSeconds:F1} |");
        text.AppendLine(row);
        await Console.Error.WriteLineAsync(row);
    }

    /// <returns>When it was over, and how many reports were stored to find out.</returns>
    private static async Task<(TimeSpan After, int Stored)> RecoverAsync(Uri address, long ended)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        var (inRow, stored) = (0, 0);
        var first = TimeSpan.Zero;
        for (var i = 0; inRow < 10 && Stopwatch.GetElapsedTime(ended) < LongestRecovery; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = JsonContent.Create(new { service = "zoom" }) };
            request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"2a02:{i >> 16:x}:{i & 0xffff:x}::1"));
            using var answer = await http.SendAsync(request);
            stored += answer.StatusCode == HttpStatusCode.Created ? 1 : 0;
            if (answer.StatusCode == HttpStatusCode.Created && Stopwatch.GetElapsedTime(began) < Quick)
            {
                first = inRow++ == 0 ? Stopwatch.GetElapsedTime(ended) : first;
            }
            else
            {
                inRow = 0;
            }
        }

        return (inRow < 10 ? LongestRecovery : first, stored);
    }
}
