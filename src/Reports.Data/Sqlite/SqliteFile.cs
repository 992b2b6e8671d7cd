using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reports.Data.Sqlite;

/// <summary>The file of a database as SQLite has it open. A second handle would not do: closing one ends all locks that this process has on the file.</summary>
internal static unsafe partial class SqliteFile
{
    // SQLITE_FCNTL_FILE_POINTER and SQLITE_SYNC_NORMAL of sqlite3.h, where sqlite3_io_methods has xSync after a version, xClose, xRead, xWrite and xTruncate.
    private const int FilePointer = 7;
    private const int SyncNormal = 2;
    private const int SyncMethod = 5;

    /// <summary>Waits until what was written to it is on the disk, as a checkpoint does that ends with the last page of the log. A database in memory has nothing to wait for.</summary>
    /// <exception cref="SqliteException">The disk failed.</exception>
    public static void Sync(SqliteConnection connection)
    {
        SqliteException.ThrowExceptionForRC(FileControl(connection.Handle!, "main", FilePointer, out var file), connection.Handle);
        var methods = *(void***)file;
        if (methods is not null)
        {
            var sync = (delegate* unmanaged[Cdecl]<void*, int, int>)methods[SyncMethod];
            SqliteException.ThrowExceptionForRC(sync(file, SyncNormal), connection.Handle);
        }
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(sqlite3 database, string name, int operation, out void* argument);
}
