using System.ComponentModel.DataAnnotations;

namespace Reports.Pipeline.Comments;

/// <summary>Settings under <c>Comments</c>.</summary>
public sealed class CommentOptions
{
    public const string Section = "Comments";

    /// <summary><c>before</c> (default): shown only after review. <c>after</c>: shown at once, unless it may carry an address or a number, until hidden.</summary>
    [RegularExpression("^(before|after)$")]
    public string Moderation { get; set; } = "before";

    public bool IsReviewedFirst => !string.Equals(Moderation, "after", StringComparison.Ordinal);
}
