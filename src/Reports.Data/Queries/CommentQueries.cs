using Microsoft.EntityFrameworkCore;
using Reports.Data.Tables;
using Reports.Domain.Intake;

namespace Reports.Data.Queries;

/// <summary>Questions about comments. Comments of reports that did not count are in no answer: one person could fill a page with them.</summary>
public static class CommentQueries
{
    private const short Shown = (short)CommentState.Shown;
    // Named so that the index, which begins with the state, serves a question that takes any.
    private static readonly short[] AllStates = [(short)CommentState.Pending, Shown, (short)CommentState.Hidden];

    /// <summary>The newest comments on a service that people may see, from a minute on.</summary>
    /// <param name="language">Primary subtag.</param>
    /// <param name="isIn">True for those in the language, false for all others.</param>
    public static Task<List<CommentEntry>> ReadShownCommentsAsync(
        this ReportsDbContext context, int serviceId, int from, string language, bool isIn, int take, CancellationToken cancellationToken) =>
        context.WithReports(context.Comments.Where(row =>
                row.ServiceId == serviceId && row.State == Shown && row.Minute >= from && (isIn ? row.Language == language : row.Language == null || row.Language != language)))
            .OrderByDescending(entry => entry.Minute).ThenByDescending(entry => entry.ReportId).Take(take).ToListAsync(cancellationToken);

    /// <summary>A page of the review, latest first.</summary>
    /// <param name="before">Only those that come after this one in the list: the last of the page before.</param>
    public static Task<List<CommentEntry>> ListCommentsAsync(
        this ReportsDbContext context, CommentState state, int? serviceId, CommentMark? before, int take, CancellationToken cancellationToken)
    {
        var rows = context.Comments.Where(row => row.State == (short)state && (serviceId == null || row.ServiceId == serviceId));
        if (before is { } mark)
        {
            rows = rows.Where(row => row.Minute < mark.Minute || (row.Minute == mark.Minute && row.ReportId.CompareTo(mark.ReportId) < 0));
        }

        return context.WithReports(rows).OrderByDescending(entry => entry.Minute).ThenByDescending(entry => entry.ReportId).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Shows or hides comments and returns the ids of those that are there.</summary>
    public static async Task<List<Guid>> SetCommentStatesAsync(
        this ReportsDbContext context, IReadOnlyCollection<CommentMark> comments, CommentState state, CancellationToken cancellationToken)
    {
        var (minutes, ids) = (comments.Select(comment => comment.Minute).Distinct().ToList(), comments.Select(comment => comment.ReportId).ToList());
        var rows = context.Comments.Where(row => AllStates.Contains(row.State) && minutes.Contains(row.Minute) && ids.Contains(row.ReportId));
        var found = await rows.Select(row => row.ReportId).ToListAsync(cancellationToken).ConfigureAwait(false);
        await rows.ExecuteUpdateAsync(row => row.SetProperty(comment => comment.State, (short)state), cancellationToken).ConfigureAwait(false);
        return found;
    }

    private static IQueryable<CommentEntry> WithReports(this ReportsDbContext context, IQueryable<CommentRow> rows) =>
        from comment in rows.AsNoTracking()
        join report in context.Reports on new { comment.ServiceId, comment.Minute, Id = comment.ReportId } equals new { report.ServiceId, report.Minute, report.Id }
        where report.Counted
        select new CommentEntry
        {
            ServiceId = comment.ServiceId,
            ReportId = comment.ReportId,
            Minute = comment.Minute,
            Text = comment.Text,
            Language = comment.Language,
            State = comment.State,
            PlaceId = report.PlaceId,
            Kind = report.Kind,
            ProblemId = report.ProblemId,
        };
}

/// <summary>A comment with what its report says.</summary>
public sealed class CommentEntry
{
    public int ServiceId { get; init; }

    public Guid ReportId { get; init; }

    public int Minute { get; init; }

    public required string Text { get; init; }

    public string? Language { get; init; }

    public short State { get; init; }

    public int PlaceId { get; init; }

    public short Kind { get; init; }

    public short ProblemId { get; init; }
}

/// <summary>Where a comment is: the minute of its report and its id.</summary>
public readonly record struct CommentMark(int Minute, Guid ReportId);
