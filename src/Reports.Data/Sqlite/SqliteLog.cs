namespace Reports.Data.Sqlite;

/// <summary>
/// How long the log (WAL) may get before it goes back into the file. The longer it is, the more of its pages were written again meanwhile and go back once. But
/// it may hold nothing but new pages, and then its disk must have room for them twice: one that gets full of the log never has room again.
/// </summary>
/// <param name="IsShort">On a disk with little room, whose writers wait for each checkpoint.</param>
internal sealed record SqliteLog(bool IsShort)
{
    private const long MuchRoom = 4L << 30;

    /// <summary>Of 4 KB: 32 or 128 MB. A long one may grow to twice that while it goes back.</summary>
    public int Pages => IsShort ? 8_192 : 32_768;

    /// <summary>By the room that its disk has now.</summary>
    public static SqliteLog For(string? file)
    {
        try
        {
            var folder = file is null ? null : Path.GetDirectoryName(Path.GetFullPath(file));
            while (folder is not null && !Directory.Exists(folder))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return new SqliteLog(folder is null || new DriveInfo(folder).AvailableFreeSpace < MuchRoom);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new SqliteLog(IsShort: true);
        }
    }
}
