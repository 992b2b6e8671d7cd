namespace Reports.Pipeline;

/// <summary>
/// Keeps a log readable while something fails again and again: the first failure is told at once, later ones once a minute with how many there
/// were. Safe for all threads.
/// </summary>
public sealed class RepeatedFailure
{
    private readonly Lock _gate = new();
    private DateTimeOffset _toldAt = DateTimeOffset.MinValue;
    private int _untold;

    /// <param name="count">How many failed at once.</param>
    /// <returns>How many to tell of now; 0 where it is too early to tell again.</returns>
    public int Add(int count, DateTimeOffset now)
    {
        lock (_gate)
        {
            _untold += count;
            if (now - _toldAt < TimeSpan.FromMinutes(1))
            {
                return 0;
            }

            (_toldAt, var told, _untold) = (now, _untold, 0);
            return told;
        }
    }
}
