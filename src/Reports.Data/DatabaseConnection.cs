using Microsoft.Data.Sqlite;

namespace Reports.Data;

/// <summary>Which database a connection string names: <c>Data Source=…</c> is SQLite, <c>Host=…</c> is PostgreSQL.</summary>
public sealed record DatabaseConnection(string ConnectionString)
{
    public bool IsPostgres { get; } =
        ConnectionString.Split(';').Any(part => part.TrimStart().StartsWith("Host", StringComparison.OrdinalIgnoreCase));

    /// <summary>The file of an SQLite database; null for PostgreSQL and for databases in memory.</summary>
    public string? File =>
        !IsPostgres && new SqliteConnectionStringBuilder(ConnectionString) is { Mode: not SqliteOpenMode.Memory, DataSource: { Length: > 0 } path } && !string.Equals(path, ":memory:", StringComparison.Ordinal)
            ? path
            : null;
}
