namespace Reports.Domain.Intake;

/// <summary>Whether people see a comment.</summary>
public enum CommentState : short
{
    /// <summary>Waits for somebody to look at it.</summary>
    Pending = 0,
    Shown = 1,
    Hidden = 2,
}
