namespace Reports.Pipeline;

/// <summary>
/// Lets those go first who report: work in the background that takes long rests between its parts for nine times as long as it worked, so that it never has
/// more than a part of a processor. One for each run of the work; not thread-safe.
/// </summary>
/// <param name="most">All rests together: however slow the machine, the work must end.</param>
internal sealed class Breather(TimeSpan most, TimeProvider time)
{
    private const double RestForWork = 9;

    /// <summary>Work too short to be felt by anybody.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);

    private TimeSpan _left = most;
    private long _began = time.GetTimestamp();

    /// <summary>Whatever was done so far is no reason to rest: it was waited for.</summary>
    public void Begin() => _began = time.GetTimestamp();

    /// <summary>Rests where it has worked for some milliseconds since it last did; else returns at once.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        var worked = time.GetElapsedTime(_began);
        if (worked >= Short && _left > TimeSpan.Zero)
        {
            var rest = RestForWork * worked;
            rest = rest < _left ? rest : _left;
            _left -= rest;
            await Task.Delay(rest, time, cancellationToken).ConfigureAwait(false);
            Begin();
        }
    }
}
