using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <summary>What a person is told of a stored report, at once and without a promise: the same in the page and in the guided form.</summary>
public sealed record ReportFeedback(string Title, string Text)
{
    /// <param name="window">One person counts once in so long.</param>
    public static ReportFeedback Of(IntakeResult.Stored stored, bool works, StatusBoard board, TimeSpan window, Texts texts)
    {
        var name = stored.Service.Name;
        if (!stored.Counted)
        {
            return new ReportFeedback(texts["sent.already"], texts.Format("sent.already.text", texts.Duration(window)));
        }

        if (works)
        {
            return new ReportFeedback(texts["sent.works"], texts.Format("sent.works.text", name));
        }

        // A board from before the report has the others only; one after it, as when the page is loaded again, has this report too.
        var country = stored.Place.IsUnknown ? null : stored.Place.Country.ToString();
        var place = country is null ? null : texts.Place(country, first: true).Replace("{0}", texts.Region(country), StringComparison.Ordinal);
        var others = Math.Max(0, ReportsIn(board.Find(stored.Service.Slug), country) - (board.At > stored.ReceivedAt ? 1 : 0));
        return (others, place) switch
        {
            (0, null) => new ReportFeedback(texts["sent.counted"], texts.Format("sent.first", name)),
            (0, _) => new ReportFeedback(texts["sent.counted"], texts.Format("sent.first.in", name, place)),
            (_, null) => new ReportFeedback(texts["sent.counted.others"], texts.Plural("sent.others", others, name)),
            (_, _) => new ReportFeedback(texts["sent.counted.others"], texts.Plural("sent.others.in", others, name, place)),
        };
    }

    private static int ReportsIn(ServiceStatus? service, string? country) =>
        service?.FindRegion(country ?? MacroRegions.World)?.Series.Reports.TakeLast(DaySeries.StepsPerHour).Sum() ?? 0;
}
