using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reports.Data.Sqlite;

/// <summary>
/// Brings what the intake has written from the log back into the file, beside the intake and on a thread of its own: within a commit it would hold up
/// everybody who waits for the next one. Part by part, and each onto the disk at once: the disk is given much at a time by nobody, and what is left for the turn
/// in which all of the log is in the file, so that it begins anew, is what was written meanwhile. For one writer.
/// </summary>
/// <param name="sync">Waits until what was written to the file is on the disk: <see cref="SqliteFile.Sync"/>.</param>
/// <param name="lost">The disk did not take it: ends the process (<see cref="EndBeforeTheLogIsLost"/>).</param>
internal sealed class SqliteCheckpointer(SqliteConnectionSource source, Action<SqliteConnection> sync, Action<SqliteException> lost) : IDisposable
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

    /// <summary>To be awaited before each commit: while a part goes back, however slow the disk is, the log grows by no more than its length and a group.</summary>
    /// <exception cref="TypeLoadException">What goes back can never be put on the disk; then nothing may be stored that would take its place in the log.</exception>
    public Task RoomAsync() => _work.IsFaulted || _pages >= SqlitePragmas.LogPages ? _work : Task.CompletedTask;

    /// <summary>To be told after each commit, outside the writer's turn. Groups of a batch are larger than a part themselves, so they go back as seldom as they can: they change many pages again and again.</summary>
    public void Written(int pages)
    {
        _pages += pages;
        if (_work.IsCompletedSuccessfully && _pages >= (pages < PartPages ? PartPages : SqlitePragmas.LogPages))
        {
            _pages = 0;
            _work = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    public void Dispose() => Task.WaitAny(_work);

    /// <summary>
    /// The system tells once that it could not write, and forgets what. So the only copy is in the log, which any save of this process may begin anew, and which is deleted with its last
    /// connection; one that is found at a start goes back as a whole. PostgreSQL does the same.
    /// </summary>
    public static void EndBeforeTheLogIsLost(SqliteException exception) =>
        Environment.FailFast("The disk did not take what was written to the file of the database. It is in the log beside it, and goes back when the site starts again.", exception);

    /// <summary>What stays in the log, because somebody reads an old state or the disk has no room, goes with the next part; of a disk without room the commits themselves tell.</summary>
    private void Work()
    {
        try
        {
            using var connection = source.Open();
            var (pages, before) = (PutBack(connection), 0);
            if (pages + Volatile.Read(ref _pages) < FullPages)
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
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == raw.SQLITE_IOERR_FSYNC)
        {
            lost(exception);
        }
#pragma warning disable CA1031 // Whatever it was, the writer goes on, and the next part tries again; but for a SQLite that lacks what is needed to put anything on the disk.
        catch (Exception exception) when (exception is not TypeLoadException)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Onto the disk, too: SQLite leaves that to the system where there was a commit meanwhile.</summary>
    private int PutBack(SqliteConnection connection)
    {
        var pages = Checkpoint(connection);
        sync(connection);
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
