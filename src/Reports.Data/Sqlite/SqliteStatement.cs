using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reports.Data.Sqlite;

/// <summary>
/// A prepared statement without the layers of ADO.NET, which cost a report more than SQLite does: values are bound in the order of the
/// parameters, and nothing is allocated. Ends by itself with its last row. Used by one thread at a time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
    }

    public SqliteStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    public SqliteStatement Bind(byte[] value)
    {
        Check(raw.sqlite3_bind_blob(_statement, ++_bound, value));
        return this;
    }

    public SqliteStatement Bind(string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, ++_bound) : raw.sqlite3_bind_text(_statement, ++_bound, value));
        return this;
    }

    /// <summary>As the provider writes them: text in capitals.</summary>
    public SqliteStatement Bind(Guid value)
    {
        Span<char> text = stackalloc char[36];
        Span<byte> capitals = stackalloc byte[36];
        value.TryFormat(text, out _);
        System.Text.Ascii.ToUpper(text, capitals, out _);
        Check(raw.sqlite3_bind_text(_statement, ++_bound, capitals));
        return this;
    }

    /// <summary>Whether there is another row; to be asked until there is none.</summary>
    /// <exception cref="SqliteException">What SQLite says.</exception>
    public bool Next()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        _bound = 0;
        var ended = raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? ended : result);
        return false;
    }

    /// <summary>For a statement without rows.</summary>
    public void Run()
    {
        while (Next())
        {
            // None is asked for.
        }
    }

    public int Int(int column) => raw.sqlite3_column_int(_statement, column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public Guid Guid(int column) => System.Guid.Parse(raw.sqlite3_column_text(_statement, column).utf8_to_string());

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
