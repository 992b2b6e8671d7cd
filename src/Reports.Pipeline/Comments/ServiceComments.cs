namespace Reports.Pipeline.Comments;

/// <summary>What people wrote about a service in the last day, latest first.</summary>
/// <param name="InLanguage">In the language of the reader.</param>
public sealed record ServiceComments(IReadOnlyList<CommentView> InLanguage, IReadOnlyList<CommentView> InOthers);
