namespace Reports.Domain.Outages;

/// <summary>
/// Since when the evidence has been what it is, as far as the present state cares: a step that leads the same way (falling, then none) does
/// not restart the wait. Kept in memory; after a restart the wait starts anew, which only makes the site slower to call something over.
/// </summary>
public sealed class EvidenceClock
{
    private OutageEvidence _evidence;
    private DateTimeOffset? _since;

    /// <summary>How long <paramref name="evidence"/> has held at <paramref name="now"/>.</summary>
    public TimeSpan Observe(OutageState? state, OutageEvidence evidence, DateTimeOffset now)
    {
        if (_since is not { } since || Group(state, evidence) != Group(state, _evidence))
        {
            _since = since = now;
        }

        _evidence = evidence;
        return now - since;
    }

    /// <summary>Starts the wait anew, when the state has changed.</summary>
    public void Restart(DateTimeOffset now) => _since = now;

    private static int Group(OutageState? state, OutageEvidence evidence) => state switch
    {
        // Falling and gone both lead out of an outage.
        OutageState.Outage => evidence is OutageEvidence.Strong ? 1 : 0,
        // A faint series does not keep a recovery open, but a falling alarm does.
        OutageState.Recovering => evidence is OutageEvidence.None or OutageEvidence.Weak ? 0 : (int)evidence,
        _ => (int)evidence,
    };
}
