using System.CommandLine;
using System.Text;

namespace Reports.Benchmarks.Crash;

/// <summary><c>crash</c>: kills processes and takes disks away under load, and asks the database whether every acknowledged report is there, once, and counted.</summary>
internal static class CrashVerb
{
    private const string Away = "postgres-away";
    private const string Disk = "sqlite-disk";
    private const int DiskMegabytes = 192;
    private const int LargeDiskMegabytes = 1024;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(63);

    private static readonly (string Part, bool IsPostgres, bool IsDatabase)[] Kills = [("sqlite-site", false, false), ("postgres-site", true, false), ("postgres-database", true, true)];
    private static readonly (string Part, bool IsPostgres, Func<FileInfo, SmallDisk, bool, TimeSpan, int, Ordeal, CancellationToken, Task<string>> RunAsync)[] Disks =
    [
        ("sqlite-full", false, Ordeals.FullAsync), ("sqlite-read-only", false, Ordeals.ReadOnlyAsync),
        ("postgres-full", true, Ordeals.FullAsync), ("postgres-read-only", true, Ordeals.ReadOnlyAsync),
    ];

    private static readonly string[] Parts = [.. Kills.Select(kill => kill.Part), Disk, Away, .. Disks.Select(disk => disk.Part)];

    public static Command Create()
    {
        var site = new Option<FileInfo>("--site") { Description = "The published Reports.Web.dll.", Required = true };
        var rounds = new Option<int>("--rounds") { Description = "Kills of each kind, and disks that fail.", DefaultValueFactory = _ => 50 };
        var seed = new Option<int>("--seed") { Description = "Of reports and moments.", DefaultValueFactory = _ => 1 };
        var only = new Option<string[]>("--only") { Description = "Parts to run.", DefaultValueFactory = _ => Parts, AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(Parts);
        var results = new Option<FileInfo?>("--results") { Description = "Markdown file to write." };
        var command = new Command("crash", "What is left after processes are killed, the database goes and the disk fails.") { site, rounds, seed, only, results };
        command.SetAction((result, cancellationToken) =>
            RunAsync(result.GetRequiredValue(site), result.GetValue(rounds), result.GetValue(seed), result.GetRequiredValue(only), result.GetValue(results), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo assembly, int rounds, int seed, string[] only, FileInfo? results, CancellationToken cancellationToken)
    {
        if (only.Any(part => part == Disk || Disks.Any(disk => disk.Part == part)))
        {
            await using var disk = await SmallDisk.TryMountAsync(DiskMegabytes);
            if (disk is null)
            {
                await Console.Error.WriteLineAsync("A small disk cannot be mounted here: choose the parts without one by --only.");
                return 1;
            }
        }

        var text = new StringBuilder($"""
            # Crashes

                dotnet publish src/Reports.Web -c Release -o publish
                dotnet run -c Release --project bench/Reports.Benchmarks -- crash --site publish/Reports.Web.dll --results bench/results/crash.md

            {await Machine.DescribeAsync()} Seed {seed}.

            Sixteen senders report without a pause, each report under an Idempotency-Key of its own. At a random moment of the load a process is killed with
            `kill -9` (the database with all its children) and started again; what was not acknowledged is sent again, and some of what was. `disk`: at that
            moment the kernel makes the disk read-only, as it does when one fails; then the site is killed and the disk mounted again. The rounds of a row share one database. Then SQL must find every acknowledged id once, no key with two reports, and counts, persons and networks that are the sums of
            the reports. PostgreSQL 15 with fsync and synchronous_commit on, SQLite with synchronous = FULL. Seconds are from the start of the process (of `disk` with
            the mounting before it) to the first stored report. `stored though refused`: the database was killed, or the disk failed, between the commit and the word for it. The sender was answered 503, and its next attempt was given the stored id.

            | database | killed | rounds | acknowledged | stored | stored though refused | lost | twice | miscounted | s to ready, median | most |
            |---|---|---|---|---|---|---|---|---|---|---|

            """);
        var failures = new List<string>();
        foreach (var (_, isPostgres, isDatabase) in Kills.Where(kill => only.Contains(kill.Part)))
        {
            failures.AddRange(await KillAsync(text, assembly, isPostgres, isDatabase, rounds, seed, cancellationToken));
        }

        if (only.Contains(Disk))
        {
            failures.AddRange(await BreakDiskAsync(text, assembly, rounds, seed, cancellationToken));
        }

        text.Append("""

            The same senders, with a rest of 10 ms after each answer. What is taken away comes back after so many seconds. `refused` are answers 503 with Retry-After
            and a problem document, p99 in how many milliseconds; `errors` are those in the log of the site while it lasted; `not ready` is how soon
            `/healthz/ready` said so; `stored` and `ready` are how soon after the repair a report was stored and the site ready. `heartbeats` are those
            of the whole minutes that it lasted, which the detectors must take for missing. A disk that was read-only is mounted anew, for which
            the site (SQLite) or the server (PostgreSQL) has to start again.

            | what fails | s | acknowledged | stored | refused | p99 ms | errors | not ready after s | stored after s | ready after s | heartbeats | stored though refused | lost | twice | miscounted |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        if (only.Contains(Away))
        {
            await RowAsync(text, failures, ordeal => Ordeals.DatabaseGoneAsync(assembly, Lasts, seed, ordeal, cancellationToken));
        }

        foreach (var (_, isPostgres, ordealOn) in Disks.Where(disk => only.Contains(disk.Part)))
        {
            await using var disk = await SmallDisk.MountAsync(DiskMegabytes);
            await RowAsync(text, failures, ordeal => ordealOn(assembly, disk, isPostgres, Lasts, seed, ordeal, cancellationToken));
        }

        await Console.Out.WriteAsync(text, cancellationToken);
        if (results is not null)
        {
            await File.WriteAllTextAsync(results.FullName, text.ToString().ReplaceLineEndings("\n"), cancellationToken);
        }

        return failures.Count > 0 ? 1 : 0;
    }

    private static async Task RowAsync(StringBuilder text, List<string> failures, Func<Ordeal, Task<string>> run)
    {
        var ordeal = new Ordeal();
        text.AppendLine(await run(ordeal));
        failures.AddRange(ordeal.Wrong);
        await Console.Error.WriteLineAsync(string.Join('\n', [text.ToString().Split('\n')[^2], .. ordeal.Wrong.Take(10)]));
    }

    private static async Task<List<string>> KillAsync(StringBuilder text, FileInfo assembly, bool isPostgres, bool isDatabase, int rounds, int seed, CancellationToken cancellationToken)
    {
        await using var server = isPostgres ? await PostgresProcess.StartAsync() : null;
        await using var trial = await Trial.StartAsync(assembly, server?.ConnectionString, seed, cancellationToken);
        var kills = new KillRounds();
        await (isDatabase && server is not null ? kills.RunAsync(trial, server.KillAsync, server.StartAgainAsync, rounds, seed, cancellationToken)
            : kills.RunAsync(trial, trial.KillSiteAsync, () => trial.StartSiteAsync(cancellationToken), rounds, seed, cancellationToken));
        return await RowAsync(text, kills, trial, isPostgres ? "PostgreSQL" : "SQLite", isDatabase ? "database" : "site");
    }

    private static async Task<List<string>> BreakDiskAsync(StringBuilder text, FileInfo assembly, int rounds, int seed, CancellationToken cancellationToken)
    {
        await using var disk = await SmallDisk.MountAsync(LargeDiskMegabytes);
        await using var trial = await Trial.StartAsync(assembly, Ordeals.SqliteOn(disk), seed, cancellationToken);
        var breaks = new KillRounds();
        await breaks.RunAsync(trial, disk.BreakAsync, () => Ordeals.MountAgainAsync(trial, null, disk, cancellationToken), rounds, seed, cancellationToken);
        return await RowAsync(text, breaks, trial, "SQLite", "disk");
    }

    private static async Task<List<string>> RowAsync(StringBuilder text, KillRounds rounds, Trial trial, string database, string killed)
    {
        text.AppendLine(rounds.Row(trial, database, killed));
        await Console.Error.WriteLineAsync(text.ToString().Split('\n')[^2]);
        return rounds.Failures;
    }
}
