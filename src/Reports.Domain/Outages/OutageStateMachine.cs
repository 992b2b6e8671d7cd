namespace Reports.Domain.Outages;

/// <summary>Decides what people are told next. Pure: the same arguments give the same answer.</summary>
public static class OutageStateMachine
{
    /// <summary>The state that follows, or null where the state stays.</summary>
    /// <param name="state">Null where the service has no open outage.</param>
    /// <param name="held">How long the evidence has been what it is, or weaker still when falling, or stronger when rising.</param>
    public static OutageState? Next(OutageState? state, OutageEvidence evidence, TimeSpan held, OutageRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (state is not { } current)
        {
            return evidence switch
            {
                OutageEvidence.None or OutageEvidence.Falling => null,
                OutageEvidence.Weak => OutageState.Possible,
                OutageEvidence.Strong => OutageState.Outage,
            };
        }

        return current switch
        {
            OutageState.Possible => evidence switch
            {
                OutageEvidence.Strong => OutageState.Outage,
                OutageEvidence.None when held >= rules.DismissAfter => OutageState.Dismissed,
                _ => null,
            },
            OutageState.Outage => evidence is not OutageEvidence.Strong && held >= rules.RecoverAfter ? OutageState.Recovering : null,
            OutageState.Recovering => evidence switch
            {
                OutageEvidence.Strong when held >= rules.RelapseAfter => OutageState.Outage,
                OutageEvidence.None or OutageEvidence.Weak when held >= rules.ResolveAfter => OutageState.Resolved,
                _ => null,
            },
            OutageState.Resolved or OutageState.Dismissed or OutageState.Retracted => null,
        };
    }
}
