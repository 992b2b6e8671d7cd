using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.Web.Components.Answers;
using Reports.Web.Localization;

namespace Reports.Web.Components.Tables;

/// <summary>Tells an outage in order: when reports rose, where, what we said of it, and what the provider said beside.</summary>
public static class TimelineEvents
{
    private const int MostFirst = 3;
    private const int MostJoined = 4;

    public static IReadOnlyList<TimelineEvent> Of(OutageView outage, Texts texts)
    {
        List<TimelineEvent> events = [new(outage.StartedAt, texts["timeline.started"], FirstPlaces(outage, texts))];

        // A change of extent is a transition too; here the regions that join say the same.
        events.AddRange(outage.Transitions.Where(transition => transition.From != transition.To).Select(transition => Step(transition, texts)));
        events.AddRange(outage.Regions
            .Where(region => IsMacro(region) && region.JoinedAt > outage.StartedAt)
            .Select(region => new TimelineEvent(
                region.JoinedAt, texts.Format("timeline.joined", texts.Region(region.Region)), CountriesOf(region.Region, outage, texts))));
        events.AddRange(outage.Regions
            .Where(region => IsMacro(region) && region.LeftAt is not null && region.LeftAt != outage.ResolvedAt)
            .Select(region => new TimelineEvent(
                region.LeftAt!.Value, texts.Format("timeline.left", texts.Region(region.Region)), IsRecovery: true)));
        if (outage is { PeakAt: { } peak, PeakPerMinute: > 0 })
        {
            events.Add(new TimelineEvent(
                peak, texts.Format("timeline.peak", texts.Plural("reports", outage.PeakPerMinute)),
                texts.Format("timeline.peakUsual", texts.Rough(outage.ExpectedPerMinute))));
        }

        events.AddRange(outage.OfficialUpdates.Select(update => new TimelineEvent(update.At, texts[StatusLook.HeadingKey(update.Status)], Update: update)));
        return [.. events.OrderBy(entry => entry.At)];
    }

    private static TimelineEvent Step(OutageTransition transition, Texts texts) => transition switch
    {
        { To: OutageState.Possible } => new(transition.At, texts["timeline.flagged"]),
        { From: OutageState.Recovering, To: OutageState.Outage } => new(transition.At, texts["timeline.reopened"]),
        { To: OutageState.Outage } => new(transition.At, texts["timeline.outage"]),
        { To: OutageState.Recovering } => new(transition.At, texts["timeline.recovering"], IsRecovery: true),
        { To: OutageState.Resolved } => new(transition.At, texts["timeline.resolved"], IsRecovery: true),
        { To: OutageState.Retracted } => new(
            transition.At, texts["timeline.retracted"], transition.Reason is null ? null : texts.Format("outage.reason", transition.Reason)),
        _ => new(transition.At, texts["timeline.dismissed"], IsRecovery: true),
    };

    private static string? FirstPlaces(OutageView outage, Texts texts)
    {
        var first = outage.Regions.Where(region => !IsMacro(region) && region.JoinedAt - outage.StartedAt <= TimeSpan.FromMinutes(3)).ToList();
        return first.Count == 0 ? null : texts.List(first.Select(region => texts.Region(region.Region)), MostFirst);
    }

    private static string? CountriesOf(string macroRegion, OutageView outage, Texts texts)
    {
        var names = outage.Regions
            .Where(region => string.Equals(RegionCatalog.Instance.FindCountry(region.Region)?.MacroRegion, macroRegion, StringComparison.Ordinal))
            .Select(region => texts.Region(region.Region))
            .ToList();
        return names.Count == 0 ? null : texts.List(names, MostJoined);
    }

    private static bool IsMacro(OutageRegionView region) => MacroRegions.IndexOf(region.Region) >= 0;
}
