using Reports.Domain.Catalog;
using Reports.Scenarios.Chance;
using Reports.Scenarios.Populations;
using Reports.Scenarios.Scripts;

namespace Reports.Scenarios.Playing;

/// <summary>A surge bound to a population: which countries it strikes and how many reports a minute each sends above the usual.</summary>
internal sealed class Surge
{
    private readonly SurgeEvent _event;
    private readonly PopulationModel _population;
    private readonly WeightedChoice<string?>? _problems;

    public Surge(SurgeEvent surge, PopulationModel population)
    {
        _event = surge;
        _population = population;
        Service = population.Services.Find(surge.Service) ?? throw new ScenarioException($"Unknown service '{surge.Service}'.");
        Countries = population.CountriesOf(Service).Select(each => each.Country)
            .Where(country => surge.Regions.Any(region => Contains(region, country)) && !surge.Except.Contains(country.Code, StringComparer.Ordinal))
            .ToList();
        if (surge.Problems is not null)
        {
            _problems = new WeightedChoice<string?>(surge.Problems.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => ((string?)each.Key, each.Value)));
        }
    }

    public MonitoredService Service { get; }

    public IReadOnlyList<Country> Countries { get; }

    /// <summary>Mean number of reports above the usual in a minute, relative to the onset at <paramref name="onset"/>.</summary>
    public double RateIn(Country country, int minute, int onset)
    {
        var level = _event.LevelIn(minute - onset);
        return level <= 0 ? 0 : level * Math.Max(_population.Usual(Service, country, minute) * (_event.Times - 1), _event.Floor);
    }

    public string? DrawProblem(Dice dice)
    {
        if (_event.Kind == Domain.Intake.ReportKind.Works)
        {
            return null;
        }

        return _problems is not null ? _problems.Draw(dice) : _population.Services.FindProblem(_population.DrawProblem(Service, dice))?.Slug;
    }

    private static bool Contains(string region, Country country) =>
        region is MacroRegions.World
        || string.Equals(region, country.MacroRegion, StringComparison.Ordinal)
        || string.Equals(region, country.Code, StringComparison.Ordinal);
}
