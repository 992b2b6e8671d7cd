using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Comments;

/// <summary>Where somebody reads comments and says which ones people may see. Safe for all threads.</summary>
public sealed class CommentReview(IDbContextFactory<ReportsDbContext> contexts, ServiceCatalog catalog, ServiceHistory history)
{
    /// <summary>Latest first.</summary>
    public async Task<IReadOnlyList<CommentView>> ListAsync(CommentState state, MonitoredService? service, Guid? before, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = await context.ListCommentsAsync(state, service?.Id, before is { } id ? MarkOf(id) : null, take, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => CommentView.Of(row, catalog))];
    }

    /// <summary>Returns the ids of those that are there; the others were never there or are forgotten. Pages of this process follow at once.</summary>
    public async Task<IReadOnlyList<Guid>> SetAsync(IReadOnlyCollection<Guid> ids, CommentState state, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var found = await context.SetCommentStatesAsync([.. ids.Select(MarkOf)], state, cancellationToken).ConfigureAwait(false);
        history.ForgetComments();
        return found;
    }

    private static CommentMark MarkOf(Guid id) => new(MinuteBucket.Of(Report.InstantOf(id)), id);
}
