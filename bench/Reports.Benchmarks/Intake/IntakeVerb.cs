using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Reports.Benchmarks.Intake;

/// <summary><c>intake</c>: durable reports a second through the whole site, beside an endpoint that keeps nothing and rows without questions, in one run.</summary>
internal static class IntakeVerb
{
    /// <summary>Enough to keep the site busy, where each sends the next report when the last is answered.</summary>
    public const int Connections = 64;

    /// <summary>
    /// By the clock: reports that hardly ever wait for the one before on their own connection, as people do not wait for each other. With <see cref="Connections"/> there are never more
    /// than so many under way, so that after a moment in which nothing is answered the site cannot be given more than before, whatever it could do.
    /// </summary>
    public const int ClockedConnections = 512;

    /// <summary>What is sent by the clock, as a part of what the site did at full load.</summary>
    public const double Share = 0.8;

    /// <summary>Load before anything is measured: for some twenty seconds after a start the runtime compiles what is used, and a report costs several times as much.</summary>
    public static readonly TimeSpan Warm = TimeSpan.FromSeconds(30);

    private const string Path = "/api/v1/reports";

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var seconds = new Option<int>("--seconds") { Description = "Length of each run.", DefaultValueFactory = _ => 60 };
        var store = new Option<string>("--store") { Description = "postgres, sqlite or both.", DefaultValueFactory = _ => "both" };
        store.AcceptOnlyFromAmong("postgres", "sqlite", "both");
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("intake", "Throughput of the intake on both databases, against its limits.") { site, seconds, store, results };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(site), TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetRequiredValue(store), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo assembly, TimeSpan duration, string store, FileInfo? results, CancellationToken cancellationToken)
    {
        var text = new StringBuilder($"""
            # Intake

                dotnet publish src/Reports.Web -c Release -o publish
                dotnet run -c Release --project bench/Reports.Benchmarks -- intake --site publish/Reports.Web.dll --results bench/results/intake.md

            {await Machine.DescribeAsync()} Load, site and database share the cores. PostgreSQL 15 with fsync and synchronous_commit on and the memory of docker-compose.yml, SQLite with synchronous = FULL.
            {Connections} connections, distinct people from distinct networks, {duration.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s each after {Warm.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s of load that are not counted: as long as the runtime compiles what is used.

            The slim endpoint, the site, and the site at {Share:P0} of what it has just done take turns of a fifth of that, since the machine is not always as fast; × slim is the median of the turns. In brackets are the slowest and the fastest turn, and the p99 of each.
            At {Share:P0} reports leave by the clock, and latency counts from the moment a report is due: from {ClockedConnections} connections, as people who do not wait for each other; and from {Connections}, which wait for each other and do at most a quarter more than what is asked of them, so that a machine that slows down by as much leaves all late; and after the latter, in the same way, {Share:P0} of what the slim endpoint has just done. Pace is how many microseconds
            a fixed piece of work took beside each turn: where it is longer at {Share:P0} than in the turn before, at full load, the processors had become slower since.

            | what | reports/s | × slim | p50 ms | p99 ms | pace | processor µs a report: site, database | memory MB | answers |
            |---|---|---|---|---|---|---|---|---|

            """);
        await using var slim = await SiteProcess.StartSlimAsync(cancellationToken);
        if (store is not "sqlite")
        {
            await using var postgres = await PostgresProcess.StartAsync();
            await postgres.SetMemoryAsync();
            await using var site = await SiteProcess.StartEmptyAsync(assembly, postgres.ConnectionString, cancellationToken);
            await MeasureAsync(text, "PostgreSQL", new Bench(site, slim, postgres.ProcessorTime), duration);
            var raw = await RawInsert.RunAsync(postgres.ConnectionString, duration / 2);
            text.AppendLine(CultureInfo.InvariantCulture, $"| PostgreSQL, rows alone from one connection | {raw:F0} | | | | | | | |");
        }

        if (store is not "postgres")
        {
            await using var site = await SiteProcess.StartEmptyAsync(assembly, null, cancellationToken);
            await MeasureAsync(text, "SQLite", new Bench(site, slim, () => TimeSpan.Zero), duration);
        }

        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    private static async Task MeasureAsync(StringBuilder text, string name, Bench bench, TimeSpan duration)
    {
        var even = new ReportRequests(Path, 0);
        await bench.WarmAsync(even);
        var (full, parts, slim) = await bench.TakeTurnsAsync(even, duration, ClockedConnections, Connections);
        Row(text, $"{name}, durable, through the whole site", full);
        Row(text, $"{name}, at {Share:P0} of that, {ClockedConnections} connections", parts[0]);
        Row(text, $"{name}, at {Share:P0} of that, {Connections} connections", parts[1]);
        Row(text, $"between those of {name}, the slim endpoint at {Share:P0} of its own, {Connections} connections", Load.Sum(slim), slim, "", " | ");
        Row(text, $"{name}, 95 % about one service", (await bench.TakeTurnsAsync(new ReportRequests(Path, 0.95), duration)).Full);
    }

    private static void Row(StringBuilder text, string what, Measured run) => Row(
        text, what, run.Load, run.Turns, run.TimesSlim is { } times ? times.ToString("F2", CultureInfo.InvariantCulture) : "",
        string.Create(CultureInfo.InvariantCulture, $"{run.SiteMicroseconds:F0}, {run.DatabaseMicroseconds:F0} | {run.Megabytes:F0}"));

    /// <param name="took">Processor time and memory, two cells.</param>
    private static void Row(StringBuilder text, string what, Load sum, IReadOnlyList<Load> turns, string timesSlim, string took)
    {
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {sum.PerSecond:F0} ({turns.Min(turn => turn.PerSecond):F0}–{turns.Max(turn => turn.PerSecond):F0}) | {timesSlim} | {sum.Percentile(0.5):F1} | {sum.Percentile(0.99):F1} ({Each(turns, turn => turn.Percentile(0.99))}) | {Each(turns, turn => turn.Pace)} | {took} | {sum.Statuses()} |");
        text.AppendLine(row);
        Console.Error.WriteLine(row);
    }

    private static string Each(IEnumerable<Load> turns, Func<Load, double> number) => string.Join(", ", turns.Select(turn => number(turn).ToString("F0", CultureInfo.InvariantCulture)));
}
