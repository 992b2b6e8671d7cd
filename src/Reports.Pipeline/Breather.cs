namespace Reports.Pipeline;

/// <summary>
/// Lets those go first who report: work in the background that takes long rests between its parts for nine times as long as it worked, so that it never has
/// more than a part of a processor. Where that is more rest than a run has, it rests less from the start instead of not at all in the end: it expects
/// a run to be as long as the longest of those not long ago. Not thread-safe.
/// </summary>
/// <param name="most">All rests of a run together: however slow the machine, the work must end. A run that is longer than expected rests three times as long as it works from there on.</param>
internal sealed class Breather(TimeSpan most, TimeProvider time)
{
    private const double MostForWork = 9;
    private const double LeastForWork = 3;

    /// <summary>What is expected of a run, of what was expected of the one before; where that had as much, it stays.</summary>
    private const double Remembered = 0.97;

    /// <summary>Work too short to be felt by anybody.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);

    private TimeSpan _expected;
    private TimeSpan _worked;
    private TimeSpan _left;
    private double _restForWork;
    private long _began;

    /// <summary>A run begins.</summary>
    /// <param name="isWaitedFor">People wait for its end: it does not rest.</param>
    public void BeginRun(bool isWaitedFor)
    {
        _expected = Max(_worked, Remembered * _expected);
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
        var worked = time.GetElapsedTime(_began);
        if (worked < Short)
        {
            return;
        }

        _worked += worked;
        var rest = Min(_restForWork * worked, Max(_left, Math.Min(_restForWork, LeastForWork) * worked));
        if (rest > TimeSpan.Zero)
        {
            _left -= rest;
            await Task.Delay(rest, time, cancellationToken).ConfigureAwait(false);
        }

        Begin();
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
