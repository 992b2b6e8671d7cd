using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Reports.Benchmarks.Intake;

/// <summary><c>batch</c>: durable lines a second from one partner, one batch after the other, on both databases.</summary>
internal static class BatchVerb
{
    private const int WarmLines = 20_000;

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var lines = new Option<int>("--lines") { Description = "Length of the long stream; the others have a fifth.", DefaultValueFactory = _ => 2_000_000 };
        var only = new Option<string?>("--only") { Description = "postgres or sqlite; both where left out." };
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("batch", "Throughput of batches from one stream, and the memory it takes.") { site, lines, only, results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(site), result.GetValue(lines), result.GetValue(only), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo assembly, int lines, string? only, FileInfo? results, CancellationToken cancellationToken)
    {
        var text = new StringBuilder($"""
            # Batches

                dotnet publish src/Reports.Web -c Release -o publish
                dotnet run -c Release --project bench/Reports.Benchmarks -- batch --site publish/Reports.Web.dll --results bench/results/batch.md

            {await Machine.DescribeAsync()} Stream, site and database share the cores. PostgreSQL 15 with fsync and synchronous_commit on and the memory of docker-compose.yml, SQLite with synchronous = FULL.
            One connection, one request after the other, each up to 64 MB; every line is another person's. Memory is the most that the site held, and a line's processor time is beside it, for the machine is not always as free.

            | database | stream | lines | accepted | lines/s | processor µs a line: site, database | memory MB |
            |---|---|---|---|---|---|---|

            """);
        if (only is null or "postgres")
        {
            await using var postgres = await PostgresProcess.StartAsync();
            await postgres.SetMemoryAsync();
            await MeasureAsync(text, "PostgreSQL", assembly, postgres, lines, cancellationToken);
        }

        if (only is null or "sqlite")
        {
            await MeasureAsync(text, "SQLite", assembly, null, lines, cancellationToken);
        }

        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    private static async Task MeasureAsync(StringBuilder text, string name, FileInfo assembly, PostgresProcess? postgres, int lines, CancellationToken cancellationToken)
    {
        (string What, BatchLines Source, int Lines)[] streams =
        [
            ("of this minute", new BatchLines(TimeSpan.Zero, hasIds: false), lines),
            ("of this minute, with ids", new BatchLines(TimeSpan.Zero, hasIds: true), lines / 5),
            ("of the last hour, in no order", new BatchLines(TimeSpan.FromHours(1), hasIds: false), lines / 5),
            ("of the last 30 days, in no order", new BatchLines(TimeSpan.FromDays(29.9), hasIds: false), lines / 5),
        ];
        foreach (var (what, source, length) in streams)
        {
            await using var site = await SiteProcess.StartEmptyAsync(assembly, postgres?.ConnectionString, cancellationToken);
            using var http = new HttpClient { BaseAddress = site.Address, Timeout = TimeSpan.FromHours(1) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", SiteProcess.ApiKey);
            await SendAsync(http, source, WarmLines, cancellationToken);
            var memory = 0.0;
            await using var watch = new Timer(_ => memory = Math.Max(memory, site.ResidentMegabytes), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));
            var (siteBefore, databaseBefore) = (site.ProcessorTime(), postgres?.ProcessorTime());
            var (accepted, took) = await SendAsync(http, source, length, cancellationToken);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {what} | {length:N0} | {accepted:N0} | {length / took.TotalSeconds:F0} | {(site.ProcessorTime() - siteBefore).TotalMicroseconds / length:F0}, {(postgres?.ProcessorTime() - databaseBefore)?.TotalMicroseconds / length:F0} | {memory:F0} |");
            await Console.Error.WriteLineAsync(text.ToString().Split('\n')[^2]);
        }
    }

    /// <summary>Making the lines is not part of the time.</summary>
    private static async Task<(int Accepted, TimeSpan Took)> SendAsync(HttpClient http, BatchLines source, int lines, CancellationToken cancellationToken)
    {
        var (accepted, took) = (0, TimeSpan.Zero);
        for (var left = lines; left > 0;)
        {
            var (body, count) = source.Next(left, TimeProvider.System.GetUtcNow());
            using var content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/x-ndjson") } };
            var began = Stopwatch.GetTimestamp();
            using var response = await http.PostAsync(new Uri("api/v1/reports/batch", UriKind.Relative), content, cancellationToken);
            took += Stopwatch.GetElapsedTime(began);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (answer.GetProperty("accepted").GetInt32() is var some && some < count)
            {
                throw new InvalidOperationException($"Of {count} lines only {some} were accepted: {string.Concat(answer.ToString().Take(1000))}");
            }

            accepted += some;
            left -= count;
        }

        return (accepted, took);
    }
}
