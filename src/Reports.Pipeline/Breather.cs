namespace Reports.Pipeline;

/// <summary>
/// Lets those go first who report: work in the background rests between its parts for nine times as long as it worked, so that it never has more than a
/// tenth of a processor. A run has no more rest than it is given, however slow the machine. One that is expected to have more work than that allows for rests
/// less from its beginning, for it would hold up everybody in the end: as much is expected of it as the longest of those not long ago had. Not thread-safe.
/// </summary>
/// <param name="most">All rests of a run together; half as much again where it has more work than was expected.</param>
internal sealed class Breather(TimeSpan most, TimeProvider time)
{
    private const double MostForWork = 9;

    /// <summary>Where there is more work than was expected; see decision 32 for what came of others.</summary>
    private const double UnexpectedForWork = 3;

    /// <summary>A run is expected to have nine tenths of what was expected of the one before it: half after seven runs, so that a slow one is soon forgotten.</summary>
    private const double Remembered = 0.9;

    /// <summary>Work too short to be felt by anybody.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);

    /// <summary>What takes longer is no work but a wait, mostly for a database that hangs.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(250);

    private TimeSpan _expected;
    private TimeSpan _worked;
    private TimeSpan _left;
    private double _restForWork;
    private long _began;

    /// <summary>A run begins.</summary>
    /// <param name="isWaitedFor">People wait for its end: it does not rest, and tells nothing of those to come, for what it does is done once.</param>
    public void BeginRun(bool isWaitedFor)
    {
        _expected = Max(Min(_worked, most), Remembered * _expected);
        _worked = TimeSpan.Zero;
        _left = isWaitedFor ? TimeSpan.Zero : most;
        _restForWork = isWaitedFor ? 0 : Math.Min(MostForWork, most / Max(_expected, Short));
        Begin();
    }

    /// <summary>Whatever was done so far is no reason to rest: it was waited for.</summary>
    public void Begin() => _began = time.GetTimestamp();

    /// <summary>Rests where it has worked for some milliseconds since it last did; else returns at once.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        var worked = Min(time.GetElapsedTime(_began), Long);
        if (worked < Short)
        {
            return;
        }

        if (_restForWork > 0)
        {
            _worked += worked;
            var rest = Min(_restForWork * worked, Max(_left, Min(UnexpectedForWork * worked, _left + (most / 2))));
            if (rest > TimeSpan.Zero)
            {
                _left -= rest;
                await Task.Delay(rest, time, cancellationToken).ConfigureAwait(false);
            }
        }

        Begin();
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
