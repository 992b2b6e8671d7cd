using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Pipeline.Status;
using Reports.Web.Api;

namespace Reports.Web.Features.Outages;

/// <summary>An outage in the API.</summary>
/// <param name="ExtentShare">Beside <paramref name="Extent"/>; null in outages from before it was worked out. A macro-region that stands out without any country in it is left out.</param>
/// <param name="Doubt"><c>few-networks</c> or <c>one-source</c>: why it stays possible although its reports are far beyond chance; else null.</param>
/// <param name="World">All reports together, where they stood out; it is no item of <paramref name="Regions"/>.</param>
public sealed record OutageAnswer(
    Guid Id, string Service, string State, DateTimeOffset StartedAt, DateTimeOffset DetectedAt, DateTimeOffset? PeakAt, DateTimeOffset? RecoveringAt,
    DateTimeOffset? ResolvedAt, IReadOnlyDictionary<string, string> Extent, IReadOnlyDictionary<string, ExtentShareAnswer>? ExtentShare,
    OutageRegionAnswer? World, IReadOnlyList<OutageRegionAnswer> Regions, IReadOnlyList<ProblemAnswer> Problems,
    int Reports, int PeakPerMinute, double ExpectedPerMinute, double Confidence, string? Doubt, ProbableCauseAnswer? ProbablyCausedBy,
    IReadOnlyList<OfficialUpdateAnswer> OfficialUpdates, IReadOnlyList<TransitionAnswer> Transitions)
{
    public static OutageAnswer Of(OutageView outage)
    {
        ArgumentNullException.ThrowIfNull(outage);
        return new OutageAnswer(
            outage.Id, outage.Service.Slug, Words.Of(outage.State), outage.StartedAt, outage.DetectedAt, outage.PeakAt, outage.RecoveringAt, outage.ResolvedAt,
            Words.Of(outage.Extent), Shares(outage.ExtentShares), outage.World is { } world ? OutageRegionAnswer.Of(world) : null,
            [.. outage.Regions.Select(OutageRegionAnswer.Of)],
            [.. outage.Problems.Select(ProblemAnswer.Of)], outage.Reports, outage.PeakPerMinute, Math.Round(outage.ExpectedPerMinute, 3),
            Math.Round(outage.Confidence, 3), Words.Of(outage.Doubt), ProbableCauseAnswer.Of(outage.ProbablyCausedBy), [.. outage.OfficialUpdates.Select(OfficialUpdateAnswer.Of)],
            [.. outage.Transitions.Select(TransitionAnswer.Of)]);
    }

    private static Dictionary<string, ExtentShareAnswer>? Shares(IReadOnlyList<ShareRange?> shares) => shares.Count == 0 ? null
        : MacroRegions.All.Zip(shares).Where(pair => pair.Second is not null)
            .ToDictionary(pair => pair.First, pair => ExtentShareAnswer.Of(pair.Second!), StringComparer.Ordinal);
}

/// <summary>Another service that the reports are probably about.</summary>
/// <param name="Probability">0.5 to 1.</param>
/// <param name="Relation"><c>confused</c>: people report this service and mean the other. <c>depends-on</c>: this service runs on the other.</param>
public sealed record ProbableCauseAnswer(string Service, double Probability, string Relation)
{
    public static ProbableCauseAnswer? Of(ProbableCause? cause) => cause is null ? null
        : new ProbableCauseAnswer(cause.Service.Slug, Math.Round(cause.Probability, 3), cause.Kind == CauseKind.Confused ? "confused" : "depends-on");
}

/// <param name="Share">Among the reports that name a problem, 0 to 1.</param>
public sealed record ProblemAnswer(string Problem, int Reports, double Share)
{
    public static ProblemAnswer Of(ProblemShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return new ProblemAnswer(share.Problem, share.Reports, Math.Round(share.Share, 4));
    }
}

public sealed record OfficialUpdateAnswer(Guid Id, string Status, string Text, string Language, string? Url, DateTimeOffset At, bool Simulated)
{
    public static OfficialUpdateAnswer Of(OfficialUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return new OfficialUpdateAnswer(update.Id, Words.Of(update.Status), update.Text, update.Language, update.Url, update.At, update.Simulated);
    }
}

/// <summary>A step in the course; <paramref name="From"/> equal to <paramref name="To"/> means that its regions or its extent changed.</summary>
public sealed record TransitionAnswer(long Id, string? From, string To, DateTimeOffset At, string? Reason)
{
    public static TransitionAnswer Of(OutageTransition transition)
    {
        ArgumentNullException.ThrowIfNull(transition);
        return new TransitionAnswer(transition.Id, transition.From is { } from ? Words.Of(from) : null, Words.Of(transition.To), transition.At, transition.Reason);
    }
}
