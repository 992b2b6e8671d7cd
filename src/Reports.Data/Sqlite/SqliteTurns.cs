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

    /// <summary>Waits in line on its own thread, which the intake has: one of the pool would come to it late, in its turn.</summary>
    /// <returns>Ends the turn when it is disposed of.</returns>
    public static IDisposable Take(string connectionString)
    {
        var line = LineOf(connectionString);
        line.Wait();
        return new Turn(line);
    }

    /// <summary>Waits in line. For who holds no lock of the database: others may wait for that within their turn.</summary>
    /// <returns>Ends the turn when it is disposed of.</returns>
    public static async Task<IDisposable> TakeAsync(string connectionString, CancellationToken cancellationToken)
    {
        var line = LineOf(connectionString);
        await line.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(line);
    }

    private static SemaphoreSlim LineOf(string connectionString) => All.GetOrAdd(connectionString, _ => new SemaphoreSlim(1));

    private sealed class Turn(SemaphoreSlim line) : IDisposable
    {
        public void Dispose() => line.Release();
    }
}
