using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reports.Data.Sqlite;

/// <summary>
/// Brings what the intake has written from the log back into the file, beside the intake and on a thread of its own: within a commit it would hold up
/// everybody who waits for the next one. Only what was written meanwhile takes a turn, after which the log begins anew. For one writer.
/// </summary>
internal sealed class SqliteCheckpointer(SqliteConnectionSource source)
{
    /// <summary>What is so little is left to the turn.</summary>
    private const int RestPages = 512;

    private const int MostRounds = 3;

    /// <summary>Its result are the pages that it left in the log.</summary>
    private Task<int> _work = Task.FromResult(0);
    private int _pages;

    /// <summary>To be awaited before each commit: until there is room in the log, which grows by as much again while it goes back, however slow the disk is.</summary>
    public Task RoomAsync() => _pages >= SqlitePragmas.LogPages ? _work : Task.CompletedTask;

    /// <summary>To be told after each commit, outside the writer's turn.</summary>
    public async Task WrittenAsync(int pages)
    {
        _pages += pages;
        if (_work.IsCompleted && _pages + await _work.ConfigureAwait(false) >= SqlitePragmas.LogPages)
        {
            _pages = 0;
            _work = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>What stays in the log, because somebody reads an old state or the disk has no room, goes with the next checkpoint; of a disk without room the commits themselves tell.</summary>
    private int Work()
    {
        try
        {
            using var connection = source.Open();
            for (var (round, before) = (0, 0); round < MostRounds && Checkpoint(connection).Pages is var pages && pages - before > RestPages; round++, before = pages)
            {
            }

            using var turn = SqliteTurns.Take(source.ConnectionString);
            var (all, back) = Checkpoint(connection);
            return all - back;
        }
#pragma warning disable CA1031 // Whatever it was, the writer goes on, and the next checkpoint tries again.
        catch (Exception)
#pragma warning restore CA1031
        {
            return SqlitePragmas.LogPages / 2;
        }
    }

    /// <returns>Pages in the log, and how many of them are in the file.</returns>
    private static (int Pages, int Back) Checkpoint(SqliteConnection connection)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(connection.Handle!, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var pages, out var back);
        SqliteException.ThrowExceptionForRC(result, connection.Handle);
        return (pages, back);
    }
}
