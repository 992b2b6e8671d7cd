using Reports.Domain.Catalog;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <summary>What a person is told of a stored report, at once and without a promise: the same in the page and in the guided form.</summary>
public sealed record ReportFeedback(string Title, string Text)
{
    private const int StepsOfAnHour = 60 / DaySeries.Step;

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

        // The board is up to a tick old, so its number is that of the others.
        var country = stored.Place.IsUnknown ? null : stored.Place.Country.ToString();
        var place = country is null ? null : texts.Place(country, first: true).Replace("{0}", texts.Region(country), StringComparison.Ordinal);
        var others = OthersIn(board.Find(stored.Service.Slug), country);
        return (others, place) switch
        {
            (0, null) => new ReportFeedback(texts["sent.counted"], texts.Format("sent.first", name)),
            (0, _) => new ReportFeedback(texts["sent.counted"], texts.Format("sent.first.in", name, place)),
            (_, null) => new ReportFeedback(texts["sent.counted.others"], texts.Plural("sent.others", others, name)),
            (_, _) => new ReportFeedback(texts["sent.counted.others"], texts.Plural("sent.others.in", others, name, place)),
        };
    }

    private static int OthersIn(ServiceStatus? service, string? country) =>
        service?.FindRegion(country ?? MacroRegions.World)?.Series.Reports.TakeLast(StepsOfAnHour).Sum() ?? 0;
}
