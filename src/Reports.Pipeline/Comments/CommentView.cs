using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Comments;

/// <summary>A comment as people read it.</summary>
/// <param name="Id">That of its report.</param>
/// <param name="Service">Slug; null where the catalogue does not have the service any more.</param>
/// <param name="Problem">Slug; null where the report names none.</param>
/// <param name="Country">ISO 3166-1 alpha-2, never more exact; null without a place.</param>
/// <param name="Language">Primary subtag; null where nobody said.</param>
public sealed record CommentView(
    Guid Id, string? Service, string Text, string? Language, CommentState State, ReportKind Kind, string? Problem, string? Country, DateTimeOffset At)
{
    public static CommentView Of(CommentEntry entry, ServiceCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(catalog);
        return new CommentView(
            entry.ReportId, catalog.Services.FirstOrDefault(service => service.Id == entry.ServiceId)?.Slug, entry.Text, entry.Language, (CommentState)entry.State,
            (ReportKind)entry.Kind, catalog.FindProblem(entry.ProblemId)?.Slug, RegionCatalog.Instance.CountryOf(new PlaceId(entry.PlaceId))?.Code,
            Report.InstantOf(entry.ReportId));
    }
}
