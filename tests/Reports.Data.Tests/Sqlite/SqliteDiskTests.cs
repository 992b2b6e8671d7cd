using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Reports.Data.Intake;
using Reports.Data.Sqlite;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;
using SQLitePCL;

namespace Reports.Data.Tests.Sqlite;

/// <summary>A disk that says it has what it forgets (docs/decisions/0037).</summary>
public sealed class SqliteDiskTests
{
    private static readonly CommitTerms Terms = new(ReportBuilder.KeyDay, 30, ReportBuilder.Minute);

    /// <summary>Asked at first, before a commit and after it. Who was refused comes again under the same key.</summary>
    [Theory, InlineData(2, 0), InlineData(3, 1)]
    public async Task Nobody_is_told_that_a_report_is_stored_by_a_disk_that_takes_no_changes(int failsAt, int stored)
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var asked = 0;
        using var commit = new SqliteGroupCommit(new SqliteConnectionSource(store.ConnectionString), store.Get<RecentPersons>(), _ => Fail(++asked == failsAt));
        var first = ReportBuilder.Make("anna", key: "one");

        var error = await Assert.ThrowsAsync<SqliteException>(() => commit.CommitAsync([first], Terms, TestContext.Current.CancellationToken));

        Assert.Equal("failed", error.Message);
        Assert.Equal(stored, await store.QueryAsync(context => context.Reports.CountAsync()));
        var again = Assert.Single(await commit.CommitAsync([ReportBuilder.Make("anna", key: "one")], Terms, TestContext.Current.CancellationToken));
        Assert.Equal((ReportFate.Counted, stored == 1), (again.Fate, again.Replayed));
        Assert.Equal(again.Id, await store.QueryAsync(context => context.Reports.Select(row => row.Id).SingleAsync()));
        Assert.Equal(1, await store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Count)));
    }

    [Fact]
    public async Task One_that_never_answers_as_others_do_is_not_asked_again()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var asked = 0;
        using var commit = new SqliteGroupCommit(new SqliteConnectionSource(store.ConnectionString), store.Get<RecentPersons>(), _ => Fail(++asked > 0));

        var told = await commit.CommitAsync([ReportBuilder.Make("anna")], Terms, TestContext.Current.CancellationToken);

        Assert.Equal((ReportFate.Counted, 1), (Assert.Single(told).Fate, asked));
    }

    [Fact]
    public async Task One_that_is_well_and_a_database_in_memory_are_not_refused()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        using var stored = new SqliteConnectionSource(store.ConnectionString).Open();
        using var memory = new SqliteConnection("Data Source=:memory:");
        await memory.OpenAsync(TestContext.Current.CancellationToken);

        SqliteFile.EnsureItTakesChanges(stored);
        SqliteFile.EnsureItTakesChanges(memory);
    }

    /// <summary>The refusal alone; that of a file system which failed is in the crash tests.</summary>
    [Fact]
    public async Task One_that_is_read_only_takes_no_changes()
    {
        var folder = Directory.CreateTempSubdirectory("reports-read-only-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "reports.db"), [], TestContext.Current.CancellationToken);
        var isMounted = await RunAsync("mount", "--bind", "-o", "ro", folder, folder);
        try
        {
            Assert.SkipUnless(isMounted, "Nothing can be mounted here.");
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "reports.db")};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync(TestContext.Current.CancellationToken);

            var error = Assert.Throws<SqliteException>(() => SqliteFile.EnsureItTakesChanges(connection));
            Assert.Equal(raw.SQLITE_IOERR, error.SqliteErrorCode);
            Assert.Contains(folder, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("umount", folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Fail(bool fails)
    {
        if (fails)
        {
            throw new SqliteException("failed", raw.SQLITE_IOERR);
        }
    }

    private static async Task<bool> RunAsync(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
