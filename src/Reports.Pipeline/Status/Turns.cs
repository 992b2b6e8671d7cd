namespace Reports.Pipeline.Status;

/// <summary>
/// Lets few do something costly at once and a bounded number wait for it, so that readers of what everybody opens cannot hold up the intake.
/// Safe for all threads.
/// </summary>
public sealed class Turns(int atOnce, int mostWaiting) : IDisposable
{
    private readonly SemaphoreSlim _free = new(atOnce);
    private int _asking;

    /// <exception cref="BusyException">So many wait already that one more would wait for too long.</exception>
    public async Task<T> TakeAsync<T>(Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            if (Interlocked.Increment(ref _asking) > atOnce + mostWaiting)
            {
                throw new BusyException();
            }

            await _free.WaitAsync().ConfigureAwait(false);
            try
            {
                return await work().ConfigureAwait(false);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _asking);
        }
    }

    public void Dispose() => _free.Dispose();
}

/// <summary>Too many wait for their turn.</summary>
public sealed class BusyException() : Exception("Too many ask at once.");
