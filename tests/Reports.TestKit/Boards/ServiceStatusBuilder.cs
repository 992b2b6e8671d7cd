using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.TestKit.Boards;

/// <summary>Builds one service of a board from its countries; macro-regions and the world are their sums.</summary>
public sealed class ServiceStatusBuilder(MonitoredService service, DateTimeOffset now)
{
    private readonly List<(string Code, StatusLevel Status, double PerStep, double Peak, int Works)> _countries = [];
    private StatusLevel _status;
    private OutageView? _outage;
    private OfficialUpdate? _update;
    private IReadOnlyList<ProblemShare> _problems = [];
    private DateTimeOffset? _since;
    private DateTimeOffset? _start;

    /// <param name="perStep">Usual reports per 5 minutes.</param>
    /// <param name="peak">Height of the burst per 5 minutes; 0 for none.</param>
    public ServiceStatusBuilder Country(string code, double perStep, double peak = 0, StatusLevel status = StatusLevel.Operational, int works = 0)
    {
        _countries.Add((code, status, perStep, peak, works));
        return this;
    }

    public ServiceStatusBuilder Outage(OutageView outage, StatusLevel status)
    {
        _outage = outage;
        _status = status;
        _start = outage.StartedAt;
        _since = outage.IsOpen ? outage.StartedAt : _since;
        _update = outage.OfficialUpdates is [.., var last] ? last : null;
        return this;
    }

    public ServiceStatusBuilder Problems(params (string Problem, int Reports)[] problems)
    {
        var total = (double)problems.Sum(problem => problem.Reports);
        _problems = [.. problems.Select(problem => new ProblemShare(problem.Problem, problem.Reports, problem.Reports / total))];
        return this;
    }

    private DateTimeOffset Since => _since ?? now.AddHours(-1);

    public ServiceStatus Build()
    {
        var countries = _countries.ConvertAll(country => Region(
            country.Code, country.Status, Extent.None, country.Works,
            SampleSeries.Day(now, country.PerStep, SampleSeries.Burst(
                _start ?? now, country.Peak, TimeSpan.FromMinutes(23), TimeSpan.FromMinutes(80), _outage?.RecoveringAt, _outage?.ResolvedAt))));
        var macros = MacroRegions.All.Select((region, i) =>
        {
            var members = countries.Where(country => RegionCatalog.Instance.FindCountry(country.Region)?.MacroRegion == region).ToList();
            var status = members.Select(member => member.Status).DefaultIfEmpty().Max();
            return Sum(region, status, _outage is { IsOpen: true } ? _outage.Extent[i] : Extent.None, members);
        }).ToList();
        var world = Sum(MacroRegions.World, _status, Extent.None, macros);
        var (sparkline, upper) = SampleSeries.HalfHours(world.Series);
        return new ServiceStatus(
            service, _status, world.Series.Reports.TakeLast(12).Sum(), Since, sparkline, upper, world, macros,
            [.. countries.OrderByDescending(country => country.Reports)], _problems, _outage is { IsOpen: true } ? _outage : null, _update);
    }

    private RegionStatus Sum(string region, StatusLevel status, Extent extent, IReadOnlyList<RegionStatus> parts)
    {
        var first = parts.Count == 0 ? SampleSeries.Calm(now, 0) : parts[0].Series;
        double[] Total(Func<DaySeries, int, double> value) =>
            [.. Enumerable.Range(0, DaySeries.Points).Select(i => parts.Sum(part => value(part.Series, i)))];
        var expected = Total((day, i) => day.Expected[i]);
        return Region(region, status, extent, parts.Sum(part => part.Works), new DaySeries(
            first.FirstMinute,
            [.. Total((day, i) => day.Reports[i]).Select(value => (int)value)],
            expected,
            [.. expected.Select(value => Math.Max(0, value - 1.6 * Math.Sqrt(value)))],
            [.. expected.Select(value => value + 1.6 * Math.Sqrt(value) + 0.5)]));
    }

    private RegionStatus Region(string region, StatusLevel status, Extent extent, int works, DaySeries series)
    {
        var window = SampleSeries.Window(series, Since);
        var spread = 2 * Math.Sqrt(window.Expected);
        return new RegionStatus(
            region, status, extent, window.Reports, window.Expected, Math.Max(0, window.Expected - spread), window.Expected + spread + 1, works, works / 2, series);
    }
}
