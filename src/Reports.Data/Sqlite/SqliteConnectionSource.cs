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

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        SqlitePragmas.Apply(connection, ForMany);
        return connection;
    }
}

/// <summary>
/// WAL lets readers go on while a group commits; FULL makes an acknowledged group survive a power cut. The log grows to 32 MB before somebody who
/// saves brings it back into the file: else each small change would bring back what the intake has just written, which has <see cref="SqliteCheckpointer"/> for that.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>
    /// Of 4 KB: 32 MB. A longer log has more pages that were written again meanwhile and go back once, but where it goes back in one piece, who reports meanwhile
    /// waits behind that for the disk.
    /// </summary>
    public const int LogPages = 8_192;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    internal static void Apply(DbConnection connection, string more = "")
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = {LogPages}; pragma busy_timeout = 10000; pragma foreign_keys = on; {more}");
        command.ExecuteNonQuery();
    }
}
