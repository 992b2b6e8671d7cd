using System.Collections.Concurrent;

namespace Reports.Data.Sqlite;

/// <summary>
/// Whose turn it is to write: the intake or who saves through a context of this process. SQLite's own lock makes whoever finds it taken sleep for milliseconds
/// and ask again, so that the intake, which takes it again and again, and a look that stores its outages would keep each other waiting for longer than they
/// write. Single statements, which are rare and short, leave it to the lock.
/// </summary>
internal static class SqliteTurns
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> All = new(StringComparer.Ordinal);

    /// <summary>Waits in line. For who holds no lock of the database: others may wait for that within their turn.</summary>
    /// <returns>Ends the turn when it is disposed of.</returns>
    public static async Task<IDisposable> TakeAsync(string connectionString, CancellationToken cancellationToken)
    {
        var line = All.GetOrAdd(connectionString, _ => new SemaphoreSlim(1));
        await line.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(line);
    }

    private sealed class Turn(SemaphoreSlim line) : IDisposable
    {
        public void Dispose() => line.Release();
    }
}
