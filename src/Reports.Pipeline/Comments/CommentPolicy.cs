using Microsoft.Extensions.Options;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;

namespace Reports.Pipeline.Comments;

/// <summary>
/// Decides whether a new comment is shown before somebody has read it. It protects readers from advertisements and people from seeing their
/// number on a public page, not from rude words: those need eyes. Safe for all threads.
/// </summary>
public sealed class CommentPolicy(IOptions<CommentOptions> options)
{
    /// <summary>Null where nothing was written.</summary>
    public ReportComment? Judge(string? text, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = text.Trim();
        var isShown = caller.IsReviewed || (!options.Value.IsReviewedFirst && !ContactDetails.MayBeIn(clean));
        return new ReportComment(clean, caller.Language, isShown ? CommentState.Shown : CommentState.Pending);
    }
}
