namespace Reports.Domain.Intake;

/// <summary>What a person wrote with a report, as plain text.</summary>
/// <param name="Language">Primary subtag (<c>it</c>) of the page or of the caller's wish, never guessed from the text; null where nothing says it.</param>
/// <param name="State">Where it starts.</param>
public sealed record ReportComment(string Text, string? Language, CommentState State);
