using Reports.Benchmarks.Crash;

namespace Reports.Benchmarks.Tests.Crash;

/// <summary>A few rounds of <c>crash</c> on what was built, so that every change meets a kill, a database that goes, a full disk and one that fails.</summary>
public sealed class CrashTests
{
    private const int Rounds = 2;
    private const int Seed = 1;
    private const int DiskMegabytes = 64;
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);
    private static readonly FileInfo Site = new(Repository.Find("src/Reports.Web/bin/Debug/net10.0/Reports.Web.dll"));

    [Theory]
    [InlineData(false, false), InlineData(true, false), InlineData(true, true)]
    public async Task After_a_kill_every_acknowledged_report_is_stored_once_and_counted_once(bool onPostgres, bool killsDatabase)
    {
        SkipWithoutPostgres(onPostgres);
        await using var server = onPostgres ? await PostgresProcess.StartAsync() : null;
        await using var trial = await Trial.StartAsync(Site, server?.ConnectionString, Seed, default);
        var kills = new KillRounds();
        await (killsDatabase && server is not null ? kills.RunAsync(trial, server.KillAsync, server.StartAgainAsync, Rounds, Seed, default)
            : kills.RunAsync(trial, trial.KillSiteAsync, () => trial.StartSiteAsync(default), Rounds, Seed, default));

        Assert.Empty(kills.Failures);
        Assert.Contains(trial.Ledger.Sent, report => report.IsAcknowledged);
    }

    [Fact]
    public async Task A_database_that_goes_is_told_at_once_and_nobody_has_to_help_when_it_is_back()
    {
        SkipWithoutPostgres(true);
        var ordeal = new Ordeal();
        await Ordeals.DatabaseGoneAsync(Site, Away, Seed, ordeal, default);

        AssertBorne(ordeal);
        Assert.InRange(ordeal.ReadyAfter, TimeSpan.Zero, Soon);
    }

    [Fact]
    public async Task A_disk_that_gets_full_turns_people_away_and_harms_nothing()
    {
        await using var disk = await MountAsync();
        if (disk is null)
        {
            return;
        }

        var ordeal = new Ordeal();
        await Ordeals.FullAsync(Site, disk, isPostgres: false, Away, Seed, ordeal, default);

        AssertBorne(ordeal);
    }

    [Fact]
    public async Task A_disk_that_fails_loses_nothing_that_was_acknowledged()
    {
        await using var disk = await MountAsync();
        if (disk is null)
        {
            return;
        }

        await using var trial = await Trial.StartAsync(Site, Ordeals.SqliteOn(disk), Seed, default);
        var breaks = new KillRounds();
        await breaks.RunAsync(trial, disk.BreakAsync, () => Ordeals.MountAgainAsync(trial, null, disk, default), Rounds, Seed, default);

        Assert.Empty(breaks.Failures);
        Assert.Contains(trial.Ledger.Sent, report => report.IsAcknowledged);
        Assert.Contains(trial.Ledger.Sent, report => report.WasRefused);
    }

    private static async Task<SmallDisk?> MountAsync()
    {
        var disk = await SmallDisk.TryMountAsync(DiskMegabytes);
        if (disk is null)
        {
            TestContext.Current.AddWarning("Not tested: a small disk cannot be mounted here.");
        }

        return disk;
    }

    private static void AssertBorne(Ordeal ordeal)
    {
        Assert.Empty(ordeal.Wrong);
        Assert.NotEmpty(ordeal.Refusals);
        Assert.NotNull(ordeal.NotReadyAfter);
        Assert.InRange(ordeal.LoggedErrors, 1, 5);
        Assert.InRange(ordeal.TakenAfter, TimeSpan.Zero, Soon);
    }

    private static void SkipWithoutPostgres(bool isNeeded) => Assert.SkipWhen(isNeeded && !PostgresProcess.IsInstalled, "PostgreSQL 15 is not installed; ./test.sh does.");
}
