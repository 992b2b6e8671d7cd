using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Reports.Data;

/// <summary>Tells a database that cannot answer now from a mistake of ours.</summary>
public static class DatabaseErrors
{
    // SQLITE_BUSY, LOCKED, READONLY, IOERR, FULL and CANTOPEN: another process, or the disk.
    private static readonly int[] SqliteAway = [5, 6, 8, 10, 13, 14];

    /// <summary>Also where Entity Framework wrapped what the driver threw.</summary>
    public static bool IsAway(Exception? exception) =>
        exception is SqliteException { SqliteErrorCode: var code } ? SqliteAway.Contains(code)
        : exception is DbException { IsTransient: true } || (exception?.InnerException is { } inner && IsAway(inner));
}
