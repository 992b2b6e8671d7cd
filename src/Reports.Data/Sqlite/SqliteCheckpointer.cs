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

    private Task _work = Task.CompletedTask;
    private int _pages;

    /// <summary>To be awaited before each commit: until there is room in the log, which grows by as much again while it goes back, and no more, however slow the disk is.</summary>
    public Task RoomAsync() => _pages >= SqlitePragmas.LogPages ? _work : Task.CompletedTask;

    /// <summary>To be told after each commit, outside the writer's turn.</summary>
    public void Written(int pages)
    {
        _pages += pages;
        if (_pages >= SqlitePragmas.LogPages && _work.IsCompleted)
        {
            _pages = 0;
            _work = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>A checkpoint that fails leaves all of it in the log, and the next one tries again; of a disk without room the commits themselves tell.</summary>
    private void Work()
    {
        try
        {
            using var connection = source.Open();
            for (var (round, before) = (0, 0); round < MostRounds && Checkpoint(connection) is var pages && pages - before > RestPages; round++, before = pages)
            {
            }

            using var turn = SqliteTurns.Take(source.ConnectionString);
            Checkpoint(connection);
        }
        catch (SqliteException)
        {
        }
    }

    /// <returns>Pages in the log.</returns>
    private static int Checkpoint(SqliteConnection connection)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(connection.Handle!, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var pages, out _);
        SqliteException.ThrowExceptionForRC(result, connection.Handle);
        return pages;
    }
}
