using System.ComponentModel.DataAnnotations;
using Reports.Domain.Intake;
using Reports.Pipeline.Comments;
using Reports.Web.Api;

namespace Reports.Web.Features.Comments;

/// <summary>A comment under review.</summary>
/// <param name="Id">That of its report.</param>
/// <param name="Service">Slug; null where the catalogue does not have the service any more.</param>
/// <param name="State"><c>pending</c>, <c>shown</c> or <c>hidden</c>.</param>
/// <param name="Language">Primary subtag of the page or of the caller's wish; null where nothing said it.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null without a place.</param>
public sealed record CommentAnswer(
    Guid Id, string? Service, string State, string Text, string? Language, string Kind, string? Problem, string? Country, DateTimeOffset At)
{
    public static CommentAnswer Of(CommentView comment)
    {
        ArgumentNullException.ThrowIfNull(comment);
        var state = comment.State switch { CommentState.Pending => "pending", CommentState.Shown => "shown", CommentState.Hidden => "hidden" };
        return new CommentAnswer(comment.Id, comment.Service, state, comment.Text, comment.Language, Words.Of(comment.Kind), comment.Problem, comment.Country, comment.At);
    }
}

/// <summary>Body of what shows or hides comments.</summary>
public sealed record CommentIds([property: Required, MinLength(1), MaxLength(CommentsApi.MostAtOnce)] IReadOnlyList<Guid>? Ids = null);

/// <summary>Answer to it.</summary>
/// <param name="Missing">Ids of no comment; never there, or forgotten with their reports.</param>
public sealed record CommentsChanged(IReadOnlyList<Guid> Changed, IReadOnlyList<Guid> Missing);
