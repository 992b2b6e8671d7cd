namespace Reports.Pipeline.Intake;

/// <summary>The one door through which reports enter: form, API, batch and simulated people alike.</summary>
public interface IIntake
{
    /// <summary>Checks, places, makes anonymous and stores one report; returns after it is durable.</summary>
    Task<IntakeResult> ReceiveAsync(Submission submission, Caller caller, CancellationToken cancellationToken);
}
