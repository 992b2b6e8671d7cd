using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reports.Data.Sqlite;

/// <summary>
/// Brings what the intake has written from the log back into the file, beside the intake and on a thread of its own: within a commit it would hold up
/// everybody who waits for the next one. Part by part, and each onto the disk at once: the disk is given much at a time by nobody, and what is left for the turn
/// in which all of the log is in the file, so that it begins anew, is what was written meanwhile. For one writer.
/// </summary>
internal sealed class SqliteCheckpointer(SqliteConnectionSource source)
{
    /// <summary>4 MB.</summary>
    private const int PartPages = 1_024;

    /// <summary>A log as long as this begins anew, before others, who save now and then, would bring it back within their own commits.</summary>
    private const int FullPages = SqlitePragmas.LogPages * 3 / 4;

    /// <summary>What is so little is left to the turn.</summary>
    private const int RestPages = 512;

    private const int MostRounds = 3;

    private Task _work = Task.CompletedTask;
    private int _pages;

    /// <summary>To be awaited before each commit: what comes while a part goes back, however slow the disk is, is no more than a log.</summary>
    public Task RoomAsync() => _pages >= SqlitePragmas.LogPages ? _work : Task.CompletedTask;

    /// <summary>To be told after each commit, outside the writer's turn.</summary>
    public void Written(int pages)
    {
        _pages += pages;
        if (_work.IsCompleted && _pages >= PartPages)
        {
            _pages = 0;
            _work = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>What stays in the log, because somebody reads an old state or the disk has no room, goes with the next part; of a disk without room the commits themselves tell.</summary>
    private void Work()
    {
        try
        {
            using var connection = source.Open();
            var (pages, before) = (PutBack(connection), 0);
            if (pages < FullPages)
            {
                return;
            }

            for (var round = 1; round < MostRounds && pages - before > RestPages; round++)
            {
                (pages, before) = (PutBack(connection), pages);
            }

            using var turn = SqliteTurns.Take(source.ConnectionString);
            Checkpoint(connection);
        }
#pragma warning disable CA1031 // Whatever it was, the writer goes on, and the next part tries again.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Onto the disk, too: SQLite leaves that to the system where there was a commit meanwhile.</summary>
    private static int PutBack(SqliteConnection connection)
    {
        var pages = Checkpoint(connection);
        SqliteFile.Sync(connection);
        return pages;
    }

    /// <returns>Pages in the log when it began.</returns>
    private static int Checkpoint(SqliteConnection connection)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(connection.Handle!, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var pages, out _);
        SqliteException.ThrowExceptionForRC(result, connection.Handle);
        return pages;
    }
}
