using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Reports.Data.Intake;
using Reports.Data.Sqlite;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Sqlite;

public sealed class SqliteCheckpointerTests
{
    private static readonly CommitTerms Terms = new(ReportBuilder.KeyDay, 30, ReportBuilder.Minute);

    [Fact]
    public async Task What_was_written_to_the_file_goes_to_the_disk_and_in_memory_there_is_none()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        using var stored = new SqliteConnectionSource(store.ConnectionString).Open();
        using var memory = new SqliteConnection("Data Source=:memory:");
        await memory.OpenAsync(TestContext.Current.CancellationToken);

        SqliteFile.Sync(stored);
        SqliteFile.Sync(memory);

        using var query = stored.CreateCommand();
        query.CommandText = "pragma integrity_check";
        Assert.Equal("ok", await query.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The system tells it once: the next time it would say that all is well, and the log would begin anew over the only copy there is.</summary>
    [Fact]
    public async Task A_disk_that_lost_what_was_written_ends_the_site_at_once()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var disk = new SqliteException("disk I/O error", 10, 1034);
        var lost = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var errors = new Queue<Exception>([new SqliteException("locked", 6), new InvalidOperationException("of nobody's"), disk]);
        using var checkpointer = new SqliteCheckpointer(new SqliteConnectionSource(store.ConnectionString), _ => throw errors.Dequeue(), error => lost.TrySetResult(error));

        while (errors.Count > 0)
        {
            Assert.False(lost.Task.IsCompleted);
            checkpointer.Written(SqlitePragmas.LogPages);
            await checkpointer.RoomAsync();
        }

        Assert.Same(disk, await lost.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_nothing_can_be_put_on_the_disk_nothing_is_stored()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var syncs = 0;
        using var checkpointer = new SqliteCheckpointer(
            new SqliteConnectionSource(store.ConnectionString),
            _ => throw (++syncs == 1 ? new EntryPointNotFoundException() : new InvalidOperationException("asked again")),
            _ => Assert.Fail("the disk is well"));

        for (var group = 0; group < 3; group++)
        {
            checkpointer.Written(SqlitePragmas.LogPages);
            checkpointer.Written(SqlitePragmas.LogPages);
            await Assert.ThrowsAsync<EntryPointNotFoundException>(checkpointer.RoomAsync);
        }
    }

    /// <summary>Each group changes some thousand pages, and ten of them more than the log holds.</summary>
    [Fact]
    public async Task The_log_goes_back_into_the_file_while_reports_come_and_begins_anew()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var file = new SqliteConnectionStringBuilder(store.ConnectionString).DataSource;
        using var commit = new SqliteGroupCommit(new SqliteConnectionSource(store.ConnectionString), store.Get<RecentPersons>(), SqliteFile.EnsureItTakesChanges);
        const int Groups = 60;
        const int People = 2_000;
        for (var group = 0; group < Groups; group++)
        {
            Report[] reports = [.. Enumerable.Range(group * People, People).Select(person => ReportBuilder.Make($"person {person}", service: 1 + (person % 400)))];
            await commit.CommitAsync(reports, Terms, TestContext.Current.CancellationToken);
        }

        Assert.InRange(new FileInfo(file).Length, 5 << 20, long.MaxValue);
        Assert.InRange(new FileInfo(file + "-wal").Length, 1 << 20, 3L * SqlitePragmas.LogPages * 4096);
        Assert.Equal(Groups * People, await store.QueryAsync(context => context.Reports.CountAsync()));
    }
}
