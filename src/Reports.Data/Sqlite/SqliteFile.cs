using System.Globalization;
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

    // EIO and EROFS of Linux.
    private const int Failed = 5;
    private const int ReadOnly = 30;

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

    /// <summary>
    /// A file system whose journal fails while it puts something on the disk may say that it has what it forgets, and takes no change any more from then on (docs/decisions/0037). So nobody is told before
    /// it has been asked. To take an attribute away that is not there changes nothing, but is refused by one that failed; what else it says does not matter. Where there are no attributes, and elsewhere than on Linux, nothing is learnt.
    /// </summary>
    /// <exception cref="SqliteException">The disk takes no changes.</exception>
    public static void EnsureItTakesChanges(SqliteConnection connection)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var path = Name(connection.Handle!, "main");
        if (path is not null && *path != 0 && RemoveAttribute(path, "user.reports") != 0 && Marshal.GetLastPInvokeError() is var error and (Failed or ReadOnly))
        {
            throw new SqliteException(string.Create(CultureInfo.InvariantCulture, $"The disk of {connection.DataSource} takes no changes (error {error} of the system)."), raw.SQLITE_IOERR);
        }
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(sqlite3 database, string name, int operation, out void* argument);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_db_filename", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial byte* Name(sqlite3 database, string name);

    [LibraryImport("libc", EntryPoint = "removexattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RemoveAttribute(byte* path, string name);
}
