using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Reports.Data.Sqlite;

/// <summary>
/// Opens connections that write many rows: with the settings every one of them must have, and with memory for the indexes of persons, whose pages come in
/// no order. A page that many groups change goes back into the file once for all of them; until then the log keeps it safe.
/// </summary>
internal sealed class SqliteConnectionSource(string connectionString)
{
    /// <summary>64 MB of pages.</summary>
    private const string ForMany = "pragma cache_size = -65536;";

    public string ConnectionString { get; } = connectionString;

    /// <summary>See <see cref="SqlitePragmas.LogPages"/>; known once a connection was opened.</summary>
    public int LogPages { get; private set; }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        LogPages = SqlitePragmas.Apply(connection, LogPages, ForMany);
        return connection;
    }
}

/// <summary>
/// WAL lets readers go on while a group commits; FULL makes an acknowledged group survive a power cut. The log grows to 32 MB before it goes back into the file,
/// whoever writes: else each small change of somebody else would bring back what the intake has just written.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>
    /// 32 MB. A longer log has more pages that were written again meanwhile and go back once, but it goes back in one piece, and who reports meanwhile
    /// waits behind that for the disk.
    /// </summary>
    public const int LogBytes = 1 << 25;

    /// <summary>
    /// Of files that are new; others keep theirs, mostly 4,096. A report changes a few bytes on each of some four pages, and all of a page goes into the log, so
    /// that half the page is half the wait for the disk; with a quarter there is more to do than is saved.
    /// </summary>
    private const int PageBytes = 2048;

    private int _logPages;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => _logPages = Apply(connection, _logPages);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        _logPages = Apply(connection, _logPages);
        return Task.CompletedTask;
    }

    /// <param name="logPages">What it returned for this file before; 0 the first time.</param>
    /// <returns>Pages of the file that make as long a log as it may have.</returns>
    internal static int Apply(DbConnection connection, int logPages, string more = "")
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"pragma page_size = {PageBytes}; pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = {logPages}; pragma busy_timeout = 10000; pragma foreign_keys = on; {more}");
        command.ExecuteNonQuery();
        if (logPages == 0)
        {
            // To change the journal the file was read; before that, the answer would be what was just asked for.
            command.CommandText = "pragma page_size";
            logPages = LogBytes / Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"pragma wal_autocheckpoint = {logPages}");
            command.ExecuteNonQuery();
        }

        return logPages;
    }
}
