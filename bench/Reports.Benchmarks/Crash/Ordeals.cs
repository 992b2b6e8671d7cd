namespace Reports.Benchmarks.Crash;

/// <summary>Each thing that is taken away, from a site and a database of its own.</summary>
internal static class Ordeals
{
    private static readonly TimeSpan LongestRestart = TimeSpan.FromSeconds(10);

    /// <summary>A server that is killed and away for a while.</summary>
    public static async Task<string> DatabaseGoneAsync(FileInfo site, TimeSpan lasts, int seed, Ordeal ordeal, CancellationToken cancellationToken)
    {
        await using var server = await PostgresProcess.StartAsync();
        await using var trial = await Trial.StartAsync(site, server.ConnectionString, seed, cancellationToken);
        await ordeal.EndureAsync(trial, server.KillAsync, lasts, server.StartAgainAsync, cancellationToken);
        return ordeal.Row(trial, "PostgreSQL away", lasts);
    }

    /// <summary>A disk that gets full, and has room again.</summary>
    public static async Task<string> FullAsync(FileInfo site, SmallDisk disk, bool isPostgres, TimeSpan lasts, int seed, Ordeal ordeal, CancellationToken cancellationToken)
    {
        await using var server = isPostgres ? await PostgresProcess.StartAsync(Path.Combine(disk.Folder, "postgres")) : null;
        await using var trial = await Trial.StartAsync(site, server?.ConnectionString ?? SqliteOn(disk), seed, cancellationToken);
        await ordeal.EndureAsync(
            trial, disk.FillAsync, lasts,
            () =>
            {
                disk.Free();
                return server is null ? Task.CompletedTask : EnsureUpAsync(server);
            },
            cancellationToken);
        return ordeal.Row(trial, $"{Name(isPostgres)}, disk full", lasts);
    }

    /// <summary>A disk that the kernel makes read-only. It can only be mounted anew when nobody uses it, so all start again.</summary>
    public static async Task<string> ReadOnlyAsync(FileInfo site, SmallDisk disk, bool isPostgres, TimeSpan lasts, int seed, Ordeal ordeal, CancellationToken cancellationToken)
    {
        await using var server = isPostgres ? await PostgresProcess.StartAsync(Path.Combine(disk.Folder, "postgres")) : null;
        await using var trial = await Trial.StartAsync(site, server?.ConnectionString ?? SqliteOn(disk), seed, cancellationToken);
        await ordeal.EndureAsync(trial, disk.BreakAsync, lasts, () => MountAgainAsync(trial, server, disk, cancellationToken), cancellationToken);
        return ordeal.Row(trial, $"{Name(isPostgres)}, disk read-only", lasts);
    }

    /// <summary>Whoever has files open on the disk ends first.</summary>
    public static async Task MountAgainAsync(Trial trial, PostgresProcess? server, SmallDisk disk, CancellationToken cancellationToken)
    {
        await (server is null ? trial.KillSiteAsync() : server.KillAsync());
        await disk.RepairAsync();
        await (server is null ? trial.StartSiteAsync(cancellationToken) : server.StartAgainAsync());
    }

    private static string Name(bool isPostgres) => isPostgres ? "PostgreSQL" : "SQLite";

    public static string SqliteOn(SmallDisk disk) => $"Data Source={Path.Combine(disk.Folder, "reports.db")}";

    /// <summary>A server without room may have ended, or be on its way back by itself.</summary>
    private static async Task EnsureUpAsync(PostgresProcess server)
    {
        for (var waited = TimeSpan.Zero; waited < LongestRestart; waited += TimeSpan.FromSeconds(1))
        {
            if (await server.IsUpAsync())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        await server.KillAsync();
        await server.StartAgainAsync();
    }
}
