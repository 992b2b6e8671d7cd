using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.Web.Features.Design;

/// <summary>An invented day of one service in a chosen state, from which the sheet of components is drawn. The same at every look.</summary>
public sealed class DesignSample
{
    private const string Calm = "calm";
    private const string Silent = "none";
    private const int Onset = DaySeries.Points - 45;
    private static readonly DateTimeOffset Now = new(2020, 5, 17, 17, 47, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, OutageState?> States = new(StringComparer.Ordinal)
    {
        [Calm] = null,
        ["possible"] = OutageState.Possible,
        ["outage"] = OutageState.Outage,
        ["recovering"] = OutageState.Recovering,
        ["resolved"] = OutageState.Resolved,
        ["retracted"] = OutageState.Retracted,
        [Silent] = null,
    };

    // Usual reports per 5 minutes and how many times as many come in an outage.
    private static readonly (string Country, double Usual, double Times)[] Places =
    [
        ("US", 2, 60), ("CA", 0.5, 20), ("MX", 0.4, 8), ("BR", 0.6, 3), ("SA", 0.3, 30), ("AE", 0.2, 12), ("GB", 0.8, 7), ("NL", 0.3, 4), ("IT", 0.6, 1.6),
        ("DE", 0.9, 1), ("ZA", 0.1, 1), ("IN", 0.7, 1), ("JP", 0.4, 1), ("LB", 0.01, 8),
    ];

    private static readonly Extent[] MacroExtents = [.. MacroRegions.All.Select(region => region switch
    {
        "america" or "middle-east" => Extent.Widespread,
        "europe" => Extent.Partial,
        _ => Extent.None,
    })];

    private readonly MonitoredService _service;
    private readonly string _name;
    private readonly OutageState? _state;

    private DesignSample(MonitoredService service, string name)
    {
        (_service, _name, _state) = (service, name, States[name]);
        Outage = _state is { } state ? View(state) : null;
        Status = Build();
        Board = new StatusBoard(1, Now, false, [Status], Outage is null ? [] : [Outage]);
    }

    public static IReadOnlyCollection<string> Names => States.Keys;

    public string Name => _name;

    public StatusBoard Board { get; }

    public ServiceStatus Status { get; }

    public OutageView? Outage { get; }

    private bool IsSilent => string.Equals(_name, Silent, StringComparison.Ordinal);

    private StatusLevel Level => _state switch
    {
        OutageState.Possible => StatusLevel.Possible,
        OutageState.Outage => StatusLevel.Outage,
        OutageState.Recovering => StatusLevel.Recovering,
        OutageState.Resolved or OutageState.Retracted or OutageState.Dismissed or null => StatusLevel.Operational,
    };

    /// <param name="name">One of <see cref="Names"/>; anything else is a calm day.</param>
    public static DesignSample Of(MonitoredService service, string? name) => new(service, name is not null && States.ContainsKey(name) ? name : Calm);

    private static DateTimeOffset At(int step) => Now.AddMinutes((step - DaySeries.Points) * DaySeries.Step);

    private ServiceStatus Build()
    {
        var countries = Places.Select(place => Region(place.Country, Day(place.Usual, place.Times))).ToList();
        var macros = MacroRegions.All.Select(region => Region(region, Sum(countries.Where(country =>
            string.Equals(RegionCatalog.Instance.FindCountry(country.Region)?.MacroRegion, region, StringComparison.Ordinal))))).ToList();
        var world = Region(MacroRegions.World, Sum(macros)) with { Status = Level, Works = IsSilent ? 0 : 341 };
        return new ServiceStatus(
            _service, Level, world.Series.Reports.TakeLast(DaySeries.StepsPerHour).Sum(), Outage is { IsOpen: true } open ? open.StartedAt : Now.AddHours(-1),
            [.. world.Series.Reports.Chunk(6).Select(part => part.Sum())], [.. world.Series.Upper.Chunk(6).Select(part => part.Sum())],
            world, macros, [.. countries.OrderByDescending(country => country.Reports)], IsSilent ? [] : Shares(world.Reports),
            Outage is { IsOpen: true } ? Outage : null, Level == StatusLevel.Operational ? null : Outage is { OfficialUpdates: [.., var last] } ? last : null);
    }

    private List<ProblemShare> Shares(int reports) =>
        [.. _service.Problems.Zip([0.5, 0.25, 0.15, 0.1], (problem, share) => new ProblemShare(problem, (int)(reports * share), share))];

    private DaySeries Day(double usual, double times)
    {
        var peak = (_state is null ? 0 : _state == OutageState.Possible ? 0.12 : 1) * usual * (times - 1);
        var reports = Enumerable.Range(0, DaySeries.Points).Select(step =>
        {
            var since = step - Onset;
            var height = since < 0 || (_state == OutageState.Resolved && since > 36) ? 0 : peak * Math.Min(1, (since + 1) / 4.0) * Math.Exp(-since / 30.0);
            var eased = Level == StatusLevel.Recovering && since > 30 ? height * 0.4 : height;
            return IsSilent ? 0 : (int)Math.Max(0, Math.Round((usual * (1 + 0.6 * Math.Sin(step * 1.7 + usual * 37))) + eased));
        });
        return new DaySeries(
            (MinuteBucket.Of(Now) / DaySeries.Step * DaySeries.Step) - ((DaySeries.Points - 1) * DaySeries.Step), [.. reports], Flat(usual),
            Flat(Math.Max(0, usual - Math.Sqrt(usual))), Flat(usual + (2 * Math.Sqrt(usual))));
    }

    private static double[] Flat(double value) => [.. Enumerable.Repeat(value, DaySeries.Points)];

    private static DaySeries Sum(IEnumerable<RegionStatus> parts)
    {
        var days = parts.Select(part => part.Series).ToList();
        var expected = days.Sum(day => day.Expected[0]);
        return new DaySeries(
            days[0].FirstMinute, [.. Enumerable.Range(0, DaySeries.Points).Select(step => days.Sum(day => day.Reports[step]))], Flat(expected),
            Flat(Math.Max(0, expected - Math.Sqrt(expected))), Flat(expected + (2 * Math.Sqrt(expected))));
    }

    private RegionStatus Region(string region, DaySeries day)
    {
        var steps = Outage is { IsOpen: true } ? DaySeries.Points - Onset : DaySeries.StepsPerHour;
        var (reports, expected) = (day.Reports.TakeLast(steps).Sum(), day.Expected.TakeLast(steps).Sum());
        var extent = Outage is { IsOpen: true } && MacroRegions.IndexOf(region) is >= 0 and var index ? Outage.Extent[index] : Extent.None;
        var isPart = Outage is { IsOpen: true } && Outage.Regions.Any(part => string.Equals(part.Region, region, StringComparison.Ordinal));
        return new RegionStatus(
            region, isPart ? Level : StatusLevel.Operational, extent, reports, expected, Math.Max(0, expected - (2 * Math.Sqrt(expected))),
            expected + (2 * Math.Sqrt(expected)) + 1, reports / 8, reports / 16, day);
    }

    private OutageView View(OutageState state)
    {
        var (id, start) = (Guid.Parse("01720f3a-2c00-7a11-8d2e-5d1f3a7c9b0d"), At(Onset));
        var recovering = state is OutageState.Recovering or OutageState.Resolved ? start.AddMinutes(150) : (DateTimeOffset?)null;
        var resolved = state == OutageState.Resolved ? start.AddMinutes(190) : (DateTimeOffset?)null;
        List<OutageTransition> transitions = [new(1, id, null, OutageState.Possible, start.AddMinutes(3), null)];
        if (state != OutageState.Possible)
        {
            transitions.Add(new OutageTransition(2, id, OutageState.Possible, OutageState.Outage, start.AddMinutes(4), null));
        }

        if (state == OutageState.Retracted)
        {
            transitions.Add(new OutageTransition(3, id, OutageState.Outage, state, start.AddMinutes(40), null));
        }

        return new OutageView(
            id, _service, state, start, start.AddMinutes(3), state == OutageState.Possible ? null : start.AddMinutes(4), start.AddMinutes(20), recovering, resolved,
            MacroExtents, [.. Parts(start, resolved)], Shares(3043), 3043, 41, 1.5, 341, state == OutageState.Possible ? 0.4 : 0.99,
            state == OutageState.Possible ? [] : [new OfficialUpdate(id, _service.Id, OfficialStatus.Investigating, "We are looking into it.", "en", null, start.AddMinutes(29), Simulated: true)],
            transitions)
        {
            ExtentShares = [.. MacroExtents.Select(extent => extent == Extent.None ? ShareRange.Nothing : extent == Extent.Partial ? new(0.4, 0.3, 0.55) : new ShareRange(0.87, 0.84, 0.9))],
        };
    }

    private IEnumerable<OutageRegionView> Parts(DateTimeOffset start, DateTimeOffset? left)
    {
        (string Region, int Reports)[] parts =
        [
            ("america", 1724), ("US", 1312), ("CA", 148), ("MX", 96), ("middle-east", 402), ("SA", 121), ("AE", 104), ("europe", 861), ("GB", 394), ("NL", 131),
        ];
        var level = _state == OutageState.Possible ? StatusLevel.Possible : StatusLevel.Outage;
        return parts.Select((part, index) => new OutageRegionView(part.Region, level, start.AddMinutes(2 * index), left, part.Reports, part.Reports / 12.0)
        {
            Evidence = new RegionEvidence(part.Reports / 10.0, 0.99, part.Reports / 150.0, part.Reports / 1800.0),
        });
    }
}
