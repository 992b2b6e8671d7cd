using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.Web.Components.Answers;
using Reports.Web.Localization;

namespace Reports.Web.Components.Charts;

/// <summary>The moments of an outage that are named on its chart; few, so that the chart stays readable.</summary>
public static class ChartMarks
{
    public static IReadOnlyList<ChartMark> Of(OutageView? outage, Texts texts)
    {
        if (outage is null or { State: OutageState.Retracted })
        {
            return [];
        }

        List<ChartMark> marks = [new(outage.StartedAt, MarkKind.People, texts["chart.onset"])];
        if (outage.OfficialUpdates.Count > 0)
        {
            var first = outage.OfficialUpdates.MinBy(update => update.At)!;
            marks.Add(new ChartMark(
                first.At, MarkKind.Provider, texts.Format("chart.says", outage.Service.Name, texts[StatusLook.Key(first.Status)])));
        }

        if (outage.RecoveringAt is { } recovering)
        {
            marks.Add(new ChartMark(recovering, MarkKind.Recovery, texts["chart.recovering"]));
        }

        if (outage.ResolvedAt is { } resolved)
        {
            marks.Add(new ChartMark(resolved, MarkKind.Recovery, texts["chart.resolved"]));
        }

        return marks;
    }
}
