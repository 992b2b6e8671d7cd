using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Reports.Benchmarks.Intake;

/// <summary><c>intake</c>: durable reports a second through the whole site, beside an endpoint that keeps nothing and rows without questions, in one run.</summary>
internal static class IntakeVerb
{
    private const int Connections = 64;
    private const string Path = "/api/v1/reports";
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var seconds = new Option<int>("--seconds") { Description = "Length of each run.", DefaultValueFactory = _ => 60 };
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("intake", "Throughput of the intake on both databases, against its limits.") { site, seconds, results };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(site), TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo assembly, TimeSpan duration, FileInfo? results, CancellationToken cancellationToken)
    {
        var text = new StringBuilder($"""
            # Intake

                dotnet publish src/Reports.Web -c Release -o publish
                dotnet run -c Release --project bench/Reports.Benchmarks -- intake --site publish/Reports.Web.dll --results bench/results/intake.md

            {await Machine.DescribeAsync()} Load, site and database share the cores. PostgreSQL 15 with fsync and synchronous_commit on, SQLite with synchronous = FULL.
            {Connections} connections, distinct people from distinct networks, {duration.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s each after a warm-up.

            | what | reports/s | × slim | p50 ms | p99 ms | answers | memory MB |
            |---|---|---|---|---|---|---|

            """);
        double slim;
        await using (var limit = await SiteProcess.StartSlimAsync(cancellationToken))
        {
            var requests = new ReportRequests("/reports", 0);
            await Load.RunAsync(limit.Address, requests, Connections, Warm, null, 0);
            var load = await Load.RunAsync(limit.Address, requests, Connections, duration, null, 0);
            slim = load.PerSecond;
            Row(text, "slim endpoint, answers 204", load, slim, limit.ResidentMegabytes);
        }

        await using (var postgres = await PostgresProcess.StartAsync())
        {
            await using (var site = await SiteProcess.StartEmptyAsync(assembly, postgres.ConnectionString, cancellationToken))
            {
                await MeasureAsync(text, "PostgreSQL", site, slim, duration);
            }

            var raw = await RawInsert.RunAsync(postgres.ConnectionString, duration / 2);
            text.AppendLine(CultureInfo.InvariantCulture, $"| PostgreSQL, rows alone from one connection | {raw:F0} | {raw / slim:F2} | | | | |");
        }

        await using (var site = await SiteProcess.StartEmptyAsync(assembly, null, cancellationToken))
        {
            await MeasureAsync(text, "SQLite", site, slim, duration);
        }

        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    private static async Task MeasureAsync(StringBuilder text, string name, SiteProcess site, double slim, TimeSpan duration)
    {
        var even = new ReportRequests(Path, 0);
        await Load.RunAsync(site.Address, even, Connections, Warm, null, 0);
        var full = await Load.RunAsync(site.Address, even, Connections, duration, null, Connections);
        Row(text, $"{name}, durable, through the whole site", full, slim, site.ResidentMegabytes);
        var paced = await Load.RunAsync(site.Address, even, Connections, duration, 0.8 * full.PerSecond, 2 * Connections);
        Row(text, $"{name}, at 80 % of that", paced, slim, site.ResidentMegabytes);
        var hot = await Load.RunAsync(site.Address, new ReportRequests(Path, 0.95), Connections, duration, null, 3 * Connections);
        Row(text, $"{name}, 95 % about one service", hot, slim, site.ResidentMegabytes);
    }

    private static void Row(StringBuilder text, string what, Load load, double slim, double memory)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {load.PerSecond:F0} | {load.PerSecond / slim:F2} | {load.Percentile(0.5):F1} | {load.Percentile(0.99):F1} | {load.Statuses()} | {memory:F0} |");
        Console.Error.WriteLine(text.ToString().Split('\n')[^2]);
    }
}
