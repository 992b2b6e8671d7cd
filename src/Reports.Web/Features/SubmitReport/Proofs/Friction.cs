namespace Reports.Web.Features.SubmitReport.Proofs;

/// <summary>What is asked of a report before it goes on.</summary>
public abstract record Friction
{
    private Friction()
    {
    }

    public sealed record None : Friction;

    /// <summary>A proof of work or, where the browser cannot, a wait.</summary>
    /// <param name="Fault">What is wrong with what was sent along.</param>
    /// <param name="Wait">Token of the wait; null where none is offered.</param>
    /// <param name="Left">How much of the wait is left.</param>
    public sealed record Proof(AltchaChallenge Challenge, ProofFault Fault, string? Wait = null, TimeSpan Left = default) : Friction;

    /// <summary>The network has sent all it may.</summary>
    /// <param name="Wait">Until it may send more; whole seconds.</param>
    public sealed record TooMany(TimeSpan Wait) : Friction;
}
