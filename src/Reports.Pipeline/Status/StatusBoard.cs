using System.Collections.Frozen;
using Reports.Detection.Scoring;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Domain.Status;

namespace Reports.Pipeline.Status;

/// <summary>
/// Everything the public pages show, at one instant. Immutable: a tick builds a new board and swaps it in, so readers never wait and never
/// see half a change.
/// </summary>
public sealed class StatusBoard
{
    private readonly FrozenDictionary<string, ServiceStatus> _services;

    public StatusBoard(long version, DateTimeOffset at, bool simulated, IReadOnlyList<ServiceStatus> services, IReadOnlyList<OutageView> outages)
    {
        Version = version;
        At = at;
        Simulated = simulated;
        Services = services;
        Outages = outages;
        _services = services.ToFrozenDictionary(service => service.Service.Slug, StringComparer.Ordinal);
    }

    /// <summary>Rises with every board of this process; 0 is the empty board before the first tick.</summary>
    public long Version { get; }

    public DateTimeOffset At { get; }

    /// <summary>True where the database holds simulated reports; every page says so.</summary>
    public bool Simulated { get; }

    /// <summary>All services: those in trouble first, then by reports in the last hour, then by name.</summary>
    public IReadOnlyList<ServiceStatus> Services { get; }

    /// <summary>Open outages and those that ended in the last 7 days, latest first; dismissed ones are left out.</summary>
    public IReadOnlyList<OutageView> Outages { get; }

    /// <summary>Those that were real and are over, latest first: one that we took back is no history.</summary>
    public IEnumerable<OutageView> PastOutages => Outages.Where(outage => outage.State == OutageState.Resolved);

    public ServiceStatus? Find(string slug) => _services.GetValueOrDefault(slug);

    public OutageView? FindOutage(Guid id) => Outages.FirstOrDefault(outage => outage.Id == id);
}

/// <summary>One service on the board.</summary>
/// <param name="ReportsLastHour">Counted <c>down</c> reports in the last 60 minutes, world.</param>
/// <param name="Since">Start of the window that the region numbers cover: the start of the open outage, else an hour ago.</param>
/// <param name="Sparkline">Counted <c>down</c> reports of the world in the last 48 half-hours, oldest first.</param>
/// <param name="SparklineUpper">Upper edge of what is usual in each of them.</param>
/// <param name="MacroRegions">Always the five, in the order of <see cref="Domain.Catalog.MacroRegions.All"/>.</param>
/// <param name="Countries">Countries with any report in the last 24 hours or part of the open outage, most reports first.</param>
/// <param name="Problems">Shares among the counted <c>down</c> reports of the window that name a problem, largest first.</param>
public sealed record ServiceStatus(
    MonitoredService Service,
    StatusLevel Status,
    int ReportsLastHour,
    DateTimeOffset Since,
    IReadOnlyList<int> Sparkline,
    IReadOnlyList<double> SparklineUpper,
    RegionStatus World,
    IReadOnlyList<RegionStatus> MacroRegions,
    IReadOnlyList<RegionStatus> Countries,
    IReadOnlyList<ProblemShare> Problems,
    OutageView? OpenOutage,
    OfficialUpdate? LastUpdate)
{
    /// <summary>Subdivisions with enough reporters in the window, by country and then most reports first.</summary>
    public IReadOnlyList<SubdivisionCount> Subdivisions { get; init; } = [];

    /// <summary>Those of a country, most reports first.</summary>
    public IReadOnlyList<SubdivisionCount> SubdivisionsOf(string country) =>
        [.. Subdivisions.Where(part => string.Equals(part.Country, country, StringComparison.Ordinal))];

    public RegionStatus? FindRegion(string region) =>
        string.Equals(region, World.Region, StringComparison.Ordinal)
            ? World
            : MacroRegions.Concat(Countries).FirstOrDefault(status => string.Equals(status.Region, region, StringComparison.Ordinal));
}

/// <summary>A service in a region over the window of <see cref="ServiceStatus.Since"/>.</summary>
/// <param name="Reports">Counted <c>down</c> reports in the window.</param>
/// <param name="Expected">How many would be usual in the window.</param>
/// <param name="Lower">Lower edge of what is usual in the window.</param>
/// <param name="Upper">Upper edge of what is usual in the window.</param>
/// <param name="Works">Counted <c>works</c> reports in the window.</param>
/// <param name="WorksLastHour">Counted <c>works</c> reports since <see cref="DaySeries.HourMinute"/>.</param>
/// <param name="Extent">Of the open outage, in a macro-region; <see cref="Extent.None"/> elsewhere.</param>
public sealed record RegionStatus(
    string Region,
    StatusLevel Status,
    Extent Extent,
    int Reports,
    double Expected,
    double Lower,
    double Upper,
    int Works,
    int WorksLastHour,
    DaySeries Series)
{
    /// <summary>Fewer answers than this are outlined on the map, not coloured, and give no share.</summary>
    public const int FewestToCompare = 10;

    /// <summary>How many times the usual; null where fewer than <see cref="FewestToCompare"/> reported.</summary>
    public double? TimesUsual => TimesOf(Reports, Expected);

    /// <summary>Null where fewer than <see cref="FewestToCompare"/> answered.</summary>
    public ShareRange? Failing => FailingOf(Reports, Works);

    /// <summary>Failing ÷ (failing + works) among those who answered; null where fewer than <see cref="FewestToCompare"/> did.</summary>
    public static ShareRange? FailingOf(int reports, int works)
    {
        if (reports + works < FewestToCompare)
        {
            return null;
        }

        var (share, low, high) = AnsweredShare.Of(reports, works);
        return new ShareRange(share, low, high);
    }

    public static double? TimesOf(int reports, double expected) => reports < FewestToCompare ? null : UsualMultiple.Of(reports, expected);
}

/// <summary>Counted <c>down</c> reports over time beside what is usual; all arrays have one entry per step, oldest first. The last step may be unfinished.</summary>
/// <param name="FirstMinute">Minute since the Unix epoch at which the first step starts, a multiple of <paramref name="StepMinutes"/>.</param>
public record CountSeries(
    int FirstMinute, int StepMinutes, IReadOnlyList<int> Reports, IReadOnlyList<double> Expected, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper)
{
    public DateTimeOffset Start => MinuteBucket.Start(FirstMinute);

    /// <summary>Where the last step ends.</summary>
    public DateTimeOffset End => MinuteBucket.Start(FirstMinute + (Reports.Count * StepMinutes));
}

/// <summary>The last 24 hours in 5-minute steps, <see cref="Points"/> of them.</summary>
public sealed record DaySeries(int FirstMinute, IReadOnlyList<int> Reports, IReadOnlyList<double> Expected, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper)
    : CountSeries(FirstMinute, Step, Reports, Expected, Lower, Upper)
{
    public const int Step = 5;
    public const int Points = 288;
    public const int StepsPerHour = 60 / Step;

    /// <summary>Minute at which the last hour starts: the steps up to now, of which the last may be unfinished.</summary>
    public int HourMinute => FirstMinute + ((Points - StepsPerHour) * Step);
}

/// <summary>Share of one problem among the reports that name one.</summary>
public sealed record ProblemShare(string Problem, int Reports, double Share);

/// <summary>An outage as people read it.</summary>
/// <param name="Extent">Always the five macro-regions, in the order of <see cref="MacroRegions.All"/>.</param>
/// <param name="Regions">Every region that was ever part of it: macro-regions and countries, in order of joining.</param>
/// <param name="Reports">Counted <c>down</c> reports of the world from the start to the end or now.</param>
/// <param name="PeakPerMinute">Most counted <c>down</c> reports of the world in one minute.</param>
/// <param name="ExpectedPerMinute">How many would have been usual at the peak.</param>
/// <param name="ResolvedAt">Null while it is open, and where it was taken back.</param>
/// <param name="Confidence">Probability, 0 to 1, that it is real.</param>
public sealed record OutageView(
    Guid Id,
    MonitoredService Service,
    OutageState State,
    DateTimeOffset StartedAt,
    DateTimeOffset DetectedAt,
    DateTimeOffset? FlaggedAt,
    DateTimeOffset? PeakAt,
    DateTimeOffset? RecoveringAt,
    DateTimeOffset? ResolvedAt,
    IReadOnlyList<Extent> Extent,
    IReadOnlyList<OutageRegionView> Regions,
    IReadOnlyList<ProblemShare> Problems,
    int Reports,
    int PeakPerMinute,
    double ExpectedPerMinute,
    double ExpectedReports,
    double Confidence,
    IReadOnlyList<OfficialUpdate> OfficialUpdates,
    IReadOnlyList<OutageTransition> Transitions)
{
    /// <summary>Null where nothing points to another service.</summary>
    public ProbableCause? ProbablyCausedBy { get; init; }

    /// <summary>The world as a whole, where all reports together stood out; it is no part of <see cref="Regions"/>.</summary>
    public OutageRegionView? World { get; init; }

    /// <summary>
    /// Beside <see cref="Extent"/>, in the same order: the affected share of the usual reports; null where a macro-region stands out but no
    /// country in it. Empty for outages from before it was worked out.
    /// </summary>
    public IReadOnlyList<ShareRange?> ExtentShares { get; init; } = [];

    /// <summary>Why it is only possible although its reports are far beyond chance.</summary>
    public SourceDoubt Doubt { get; init; }

    public bool IsOpen => State is OutageState.Possible or OutageState.Outage or OutageState.Recovering;
}

/// <summary>A region's part in an outage.</summary>
/// <param name="LeftAt">Null while the region is part of it.</param>
public sealed record OutageRegionView(string Region, StatusLevel Status, DateTimeOffset JoinedAt, DateTimeOffset? LeftAt, int Reports, double Expected)
{
    /// <summary>Null in outages from before it was kept.</summary>
    public RegionEvidence? Evidence { get; init; }
}
