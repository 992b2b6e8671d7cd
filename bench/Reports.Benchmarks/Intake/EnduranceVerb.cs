using System.CommandLine;
using System.Globalization;
using System.Text;
using Reports.Domain.Catalog;

namespace Reports.Benchmarks.Intake;

/// <summary><c>endurance</c>: four fifths of what the site can take, for ten minutes: whether its memory grows, and how soon it tells an outage meanwhile.</summary>
internal static class EnduranceVerb
{
    private const int OnsetMinute = 3;
    private const string Path = "/api/v1/reports";
    private static readonly TimeSpan Full = TimeSpan.FromSeconds(15);

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var minutes = new Option<int>("--minutes") { Description = "Length of each run.", DefaultValueFactory = _ => 10 };
        var services = new Option<int>("--services") { Description = "How many services the load is about; all of them are soon called down.", DefaultValueFactory = _ => 20 };
        var store = new Option<string>("--store") { Description = "postgres, sqlite or both.", DefaultValueFactory = _ => "both" };
        store.AcceptOnlyFromAmong("postgres", "sqlite", "both");
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("endurance", "Memory, latency and detection over ten minutes of load, on both databases.") { site, minutes, services, store, results };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(site), result.GetValue(minutes), result.GetValue(services), result.GetRequiredValue(store), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task RunAsync(FileInfo assembly, int minutes, int services, string store, FileInfo? results, CancellationToken cancellationToken)
    {
        var machine = await Machine.DescribeAsync();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Endurance

                dotnet publish src/Reports.Web -c Release -o publish
                dotnet run -c Release --project bench/Reports.Benchmarks -- endurance --site publish/Reports.Web.dll --results bench/results/endurance.md

            {machine} Load, site and database share the cores. PostgreSQL 15 with fsync and synchronous_commit on and the memory of docker-compose.yml, SQLite with synchronous = FULL.
            {IntakeVerb.ClockedConnections} connections send {IntakeVerb.Share:P0} of what {IntakeVerb.Connections} get that send as fast as they are answered, distinct people from distinct networks about {services} services,
            which are all called down within a minute or two; latency counts from the moment a report is due. Detection ticks every ten seconds. From minute {OnsetMinute} on
            another service, with {Onset.UsualPerHour} reports an hour in the {Onset.UsualDays} days before, fails in Italy: {Onset.PerSecond} reports a second. Pace is how many microseconds a fixed piece of work took beside each minute: the longer, the slower was the machine.


            """));
        if (store is not "sqlite")
        {
            await using var postgres = await PostgresProcess.StartAsync();
            await postgres.SetMemoryAsync();
            await using var site = await SiteProcess.StartEmptyAsync(assembly, postgres.ConnectionString, cancellationToken);
            await MeasureAsync(text, "PostgreSQL", site, minutes, services, cancellationToken);
        }

        if (store is not "postgres")
        {
            await using var site = await SiteProcess.StartEmptyAsync(assembly, null, cancellationToken);
            await MeasureAsync(text, "SQLite", site, minutes, services, cancellationToken);
        }

        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }
    }

    private static async Task MeasureAsync(StringBuilder text, string name, SiteProcess site, int minutes, int services, CancellationToken cancellationToken)
    {
        var quiet = ServiceCatalog.LoadShipped().Services[^1].Slug;
        var requests = new ReportRequests(Path, 0, quiet, services);
        var onset = new Onset(site.Address, quiet, "IT");
        await onset.WriteUsualAsync(cancellationToken);
        await Load.RunAsync(site.Address, requests, IntakeVerb.Connections, IntakeVerb.Warm, null, 0);
        var full = await Load.RunAsync(site.Address, requests, IntakeVerb.Connections, Full, null, IntakeVerb.Connections);
        text.AppendLine("| database | minute | reports/s | p50 ms | p99 ms | most ms | pace | memory MB | answers |\n|---|---|---|---|---|---|---|---|---|");
        Row(text, name, "full load before", full, site.ResidentMegabytes);
        var failing = Task.CompletedTask;
        List<Load> all = [];
        for (var minute = 1; minute <= minutes; minute++)
        {
            if (minute == OnsetMinute)
            {
                failing = Task.Run(() => onset.RunAsync(cancellationToken), cancellationToken);
            }

            all.Add(await Load.RunAsync(site.Address, requests, IntakeVerb.ClockedConnections, TimeSpan.FromMinutes(1), IntakeVerb.Share * full.PerSecond, minute * IntakeVerb.ClockedConnections));
            Row(text, name, minute.ToString(CultureInfo.InvariantCulture), all[^1], site.ResidentMegabytes);
        }

        Row(text, name, "all", Load.Sum(all), site.ResidentMegabytes);
        await failing;
        text.AppendLine(CultureInfo.InvariantCulture, $"\n{name}: `possible` {Seconds(onset.Possible)} after the first report, `outage` {Seconds(onset.Outage)}; {onset.Refused} of its reports were refused.\n");
        await Console.Error.WriteLineAsync(text.ToString().Split('\n')[^3]);
    }

    private static void Row(StringBuilder text, string name, string minute, Load load, double memory)
    {
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {minute} | {load.PerSecond:F0} | {load.Percentile(0.5):F1} | {load.Percentile(0.99):F1} | {load.Percentile(1):F0} | {load.Pace:F0} | {memory:F0} | {load.Statuses()} |");
        text.AppendLine(row);
        Console.Error.WriteLine(row);
    }

    private static string Seconds(TimeSpan? time) => time is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some.TotalSeconds:F0} s") : "never";
}
