using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Reports.Benchmarks.Intake;

/// <summary><c>growth</c>: whether what is stored makes the intake slower, on PostgreSQL: an empty database and two full ones, in turns.</summary>
internal static class GrowthVerb
{
    private const int Days = 30;
    private const int Turns = 7;
    private const string Path = "/api/v1/reports";
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(8);

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var rows = new Option<int>("--rows") { Description = "Reports that are stored.", DefaultValueFactory = _ => 20_000_000 };
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("growth", "The intake beside twenty million stored reports.") { site, rows, results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(site), result.GetValue(rows), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo assembly, int rows, FileInfo? results, CancellationToken cancellationToken)
    {
        var machine = await Machine.DescribeAsync();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Growth

                dotnet publish src/Reports.Web -c Release -o publish
                dotnet run -c Release --project bench/Reports.Benchmarks -- growth --site publish/Reports.Web.dll --results bench/results/growth.md

            {machine} Load, sites and databases share the cores. PostgreSQL 15 with fsync and synchronous_commit on.
            Three sites, each with a database of its own, take turns of {Turn.TotalSeconds:F0} s, {Turns} each: {IntakeVerb.Connections} connections send as fast as they are answered, distinct people from distinct networks.
            Persons and networks are kept for two days, so those of reports spread over {Days} days are a fifteenth of them. × empty is the median of the turns.

            | stored before | MB | reports/s | × empty | p50 ms | p99 ms | processor µs a report: site, database | answers |
            |---|---|---|---|---|---|---|---|

            """));
        await using var empty = await Full.StartAsync("nothing", assembly, 0, 0, cancellationToken);
        var month = Full.StartAsync(string.Create(CultureInfo.InvariantCulture, $"{rows:N0}, over {Days} days"), assembly, rows, Days, cancellationToken);
        var day = Full.StartAsync(string.Create(CultureInfo.InvariantCulture, $"{rows:N0}, all of today"), assembly, rows, 1, cancellationToken);
        await using var first = await month;
        await using var second = await day;
        Full[] all = [empty, first, second];
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var each in all)
            {
                await each.RunAsync(Turn);
            }
        }

        foreach (var each in all)
        {
            text.AppendLine(each.Row(empty));
        }

        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    /// <summary>A site with a database, and what it showed.</summary>
    private sealed class Full(string name, PostgresProcess server, SiteProcess site) : IAsyncDisposable
    {
        private readonly List<Load> _runs = [];
        private (TimeSpan Site, TimeSpan Database) _took;
        private int _people = IntakeVerb.Connections;
        private double _megabytes;

        public static async Task<Full> StartAsync(string name, FileInfo assembly, int rows, int days, CancellationToken cancellationToken)
        {
            var server = await PostgresProcess.StartAsync();
            var site = await SiteProcess.StartEmptyAsync(assembly, server.ConnectionString, cancellationToken);
            await Load.RunAsync(site.Address, new ReportRequests(Path, 0), IntakeVerb.Connections, TimeSpan.FromSeconds(3), null, 0);
            var stored = new StoredReports(server.ConnectionString);
            if (rows > 0)
            {
                await MakePartitionsAsync(site, cancellationToken);
                await stored.FillAsync(rows, days, cancellationToken);
            }

            return new Full(name, server, site) { _megabytes = await stored.MegabytesAsync() };
        }

        public async Task RunAsync(TimeSpan duration)
        {
            var before = (Site: site.ProcessorTime(), Database: server.ProcessorTime());
            _runs.Add(await Load.RunAsync(site.Address, new ReportRequests(Path, 0), IntakeVerb.Connections, duration, null, _people));
            _people += IntakeVerb.Connections;
            _took = (_took.Site + site.ProcessorTime() - before.Site, _took.Database + server.ProcessorTime() - before.Database);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {_runs[^1].PerSecond:F0}"));
        }

        public string Row(Full empty)
        {
            var sum = Load.Sum(_runs);
            var ratio = Percentiles.Of(_runs.Zip(empty._runs, (run, limit) => run.PerSecond / limit.PerSecond), 0.5);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {_megabytes:F0} | {sum.PerSecond:F0} | {ratio:F2} | {sum.Percentile(0.5):F1} | {sum.Percentile(0.99):F1} | {_took.Site.TotalMicroseconds / sum.Stored:F0}, {_took.Database.TotalMicroseconds / sum.Stored:F0} | {sum.Statuses()} |");
        }

        public async ValueTask DisposeAsync()
        {
            await site.DisposeAsync();
            await server.DisposeAsync();
        }

        /// <summary>A report of each of the days that reports are kept.</summary>
        private static async Task MakePartitionsAsync(SiteProcess site, CancellationToken cancellationToken)
        {
            using var http = new HttpClient { BaseAddress = site.Address };
            http.DefaultRequestHeaders.Authorization = new("Bearer", SiteProcess.ApiKey);
            var now = TimeProvider.System.GetUtcNow();
            var lines = Enumerable.Range(0, Days).Select(day => JsonSerializer.Serialize(new { service = "zoom", reporter = $"{day}", occurredAt = now.AddDays(-day).AddMinutes(-1), country = "IT" }));
            using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
            using var answer = await http.PostAsync(new Uri("api/v1/reports/batch", UriKind.Relative), content, cancellationToken);
            var told = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (told.GetProperty("accepted").GetInt32() != Days)
            {
                throw new InvalidOperationException($"Not every day was taken: {told}");
            }
        }
    }
}
