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

    /// <summary>A group is stored, and of the next the disk is asked before and after. Who was refused comes again under the same key.</summary>
    [Theory, InlineData(3, 0), InlineData(4, 1)]
    public async Task Nobody_is_told_that_a_report_is_stored_by_a_disk_that_takes_no_changes(int failsAt, int stored)
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var asked = 0;
        using var commit = new SqliteGroupCommit(new SqliteConnectionSource(store.ConnectionString), store.Get<RecentPersons>(), _ => Fail(++asked == failsAt));
        await commit.CommitAsync([ReportBuilder.Make("bert")], Terms, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<SqliteException>(() => commit.CommitAsync([ReportBuilder.Make("anna", key: "one")], Terms, TestContext.Current.CancellationToken));

        Assert.Equal("failed", error.Message);
        Assert.Equal(1 + stored, await store.QueryAsync(context => context.Reports.CountAsync()));
        var again = Assert.Single(await commit.CommitAsync([ReportBuilder.Make("anna", key: "one")], Terms, TestContext.Current.CancellationToken));
        Assert.Equal((ReportFate.Counted, stored == 1), (again.Fate, again.Replayed));
        Assert.Equal(1, await store.QueryAsync(context => context.Reports.CountAsync(row => row.Id == again.Id)));
        Assert.Equal(2, await store.QueryAsync(context => context.MinuteCounts.SumAsync(row => row.Count)));
    }

    [Fact]
    public async Task One_that_never_answers_as_others_do_is_not_asked_again()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var asked = 0;
        using var commit = new SqliteGroupCommit(new SqliteConnectionSource(store.ConnectionString), store.Get<RecentPersons>(), _ => Fail(++asked > 0));

        foreach (var person in new[] { "anna", "bert" })
        {
            var told = await commit.CommitAsync([ReportBuilder.Make(person)], Terms, TestContext.Current.CancellationToken);

            Assert.Equal((ReportFate.Counted, 1), (Assert.Single(told).Fate, asked));
        }
    }

    /// <summary>What a failing disk says at first is no answer.</summary>
    [Fact]
    public async Task One_that_says_no_at_first_and_stores_nothing_is_asked_again()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var asked = 0;
        using var commit = new SqliteGroupCommit(new SqliteConnectionSource(store.ConnectionString), store.Get<RecentPersons>(), _ => Fail(++asked is 1 or 3));
        Task<IReadOnlyList<ReportVerdict>> CommitAsync(Report report) => commit.CommitAsync([report], Terms, TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(ReportBuilder.Make("anna") with { Person = null! }));

        await Assert.ThrowsAsync<SqliteException>(() => CommitAsync(ReportBuilder.Make("bert")));
        Assert.Equal(3, asked);
    }

    /// <summary>What is open before still takes what is written; the site's own intake must refuse it all the same.</summary>
    [Fact]
    public async Task The_intake_of_the_site_asks()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(store.ConnectionString).DataSource)!;
        Task<IReadOnlyList<ReportVerdict>> CommitAsync(string person) => store.Get<IGroupCommit>().CommitAsync([ReportBuilder.Make(person)], Terms, TestContext.Current.CancellationToken);
        await CommitAsync("anna");
        Assert.SkipUnless(await RunAsync("mount", "--bind", "-o", "ro", folder, folder), "Nothing can be mounted here.");
        try
        {
            var error = await Assert.ThrowsAsync<SqliteException>(() => CommitAsync("bert"));
            Assert.Contains("takes no changes", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("umount", folder);
        }
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
