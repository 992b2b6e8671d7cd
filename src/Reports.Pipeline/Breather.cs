namespace Reports.Pipeline;

/// <summary>
/// Lets those go first who report: work in the background that takes long rests between its parts for three times as long as it worked, so that it never has
/// more than a part of a processor. One for each run of the work; not thread-safe.
/// </summary>
internal sealed class Breather(TimeProvider time)
{
    private const double RestForWork = 3;

    /// <summary>Work too short to be felt by anybody.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);

    /// <summary>However slow the machine: a look at three hundred services must end long before it is taken to hang.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(30);

    private long _began = time.GetTimestamp();

    /// <summary>Rests where it has worked for some milliseconds since it last did; else returns at once.</summary>
    public async ValueTask RestAsync(CancellationToken cancellationToken)
    {
        var worked = time.GetElapsedTime(_began);
        if (worked >= Short)
        {
            var rest = RestForWork * worked;
            await Task.Delay(rest < Longest ? rest : Longest, time, cancellationToken).ConfigureAwait(false);
            _began = time.GetTimestamp();
        }
    }
}
