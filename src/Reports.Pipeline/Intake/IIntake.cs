namespace Reports.Pipeline.Intake;

/// <summary>The one door through which reports enter: form, API, batch and simulated people alike.</summary>
public interface IIntake
{
    /// <summary>A report would be told to come back: to be asked before its body is read.</summary>
    bool IsFull { get; }

    /// <summary>Checks, places, makes anonymous and stores one report; returns after it is durable.</summary>
    /// <param name="cancellationToken">Ends the wait for the key of the day; what has it is stored.</param>
    Task<IntakeResult> ReceiveAsync(Submission submission, Caller caller, CancellationToken cancellationToken);
}
