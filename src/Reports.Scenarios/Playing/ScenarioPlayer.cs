using System.Globalization;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.Scenarios.Chance;
using Reports.Scenarios.Populations;
using Reports.Scenarios.Scripts;

namespace Reports.Scenarios.Playing;

/// <summary>
/// Says what the simulated people of a scenario send in any minute. A function of the scenario, the population (with its seed) and the
/// instant at which the site is ready; only the cache of the day makes it a thing for one thread at a time.
/// </summary>
public sealed class ScenarioPlayer
{
    private readonly Scenario _scenario;
    private readonly PopulationModel _population;
    private readonly UsualPeople _usual;
    private readonly People _people = new();
    private readonly List<(int Index, SurgeEvent Event, Surge Surge)> _surges;
    private readonly string _run;

    public ScenarioPlayer(Scenario scenario, PopulationModel population, DateTimeOffset readyAt)
    {
        _scenario = scenario;
        _population = population;
        _usual = new UsualPeople(population);
        ReadyAt = readyAt;
        var earliest = readyAt.AddMinutes(scenario.OnsetAfterMinutes);
        OnsetMinute = MinuteBucket.Of(earliest);
        if (MinuteBucket.Start(OnsetMinute) < earliest)
        {
            OnsetMinute++;
        }

        _surges = scenario.Events.Index()
            .Where(each => each.Item is SurgeEvent)
            .Select(each => (each.Index, (SurgeEvent)each.Item, new Surge((SurgeEvent)each.Item, population)))
            .ToList();
        // A second run at the same minute is other people: their keys must not look like retries of the first.
        _run = string.Create(CultureInfo.InvariantCulture, $"sim-{population.Seed:x}-{readyAt.ToUnixTimeMilliseconds():x}");
    }

    public DateTimeOffset ReadyAt { get; }

    /// <summary>T = 0 of the scenario.</summary>
    public int OnsetMinute { get; }

    /// <summary>From this minute on there are only usual reports.</summary>
    public int EndMinute => OnsetMinute + _scenario.LengthMinutes;

    /// <summary>Reports of one minute in order of time; none before the site is ready.</summary>
    public IReadOnlyList<SimulatedReport> Reports(int minute)
    {
        var start = MinuteBucket.Start(minute);
        var reports = new List<SimulatedReport>();
        AddUsual(minute, start, reports);
        if (minute >= OnsetMinute && minute < EndMinute)
        {
            foreach (var (index, surge, bound) in _surges)
            {
                AddSurge(index, surge, bound, minute, start, reports);
            }

            foreach (var (index, each) in _scenario.Events.Index())
            {
                if (each is BotEvent bots)
                {
                    AddBots(index, bots, minute, start, reports);
                }
            }
        }

        reports.RemoveAll(report => report.At < ReadyAt);
        return reports.OrderBy(report => report.At).ToList();
    }

    /// <summary>What providers say in one minute, in the order of the script.</summary>
    public IReadOnlyList<SimulatedUpdate> Updates(int minute) =>
        _scenario.Events.OfType<UpdateEvent>().Where(update => OnsetMinute + update.At == minute)
            .Select(update => new SimulatedUpdate(MinuteBucket.Start(minute), update.Service, update.Status, update.Text, update.Language))
            .ToList();

    /// <summary>Mean number of reports above the usual that the script adds for a service in a country and minute.</summary>
    public double Extra(MonitoredService service, Country country, ReportKind kind, int minute) =>
        _surges.Where(each => each.Event.Kind == kind && each.Surge.Service.Id == service.Id && each.Surge.Countries.Contains(country))
            .Sum(each => each.Surge.RateIn(country, minute, OnsetMinute));

    private void AddUsual(int minute, DateTimeOffset start, List<SimulatedReport> reports)
    {
        var dice = new Dice(_population.Seed, 10, (ulong)minute);
        foreach (var (service, usual) in _usual.In(minute))
        {
            var takesPart = dice.Chance(_scenario.Usual);
            // People behind a shared address are what keeps a few usual reports from being fresh.
            var network = usual.Kind == ReportKind.Down && !usual.Fresh
                ? NetworkPlan.Shared(service.Id)
                : NetworkPlan.OfPerson(minute, reports.Count);
            if (takesPart)
            {
                var problem = usual.Problem == 0 ? null : _population.Services.FindProblem(usual.Problem)?.Slug;
                Add(reports, start.AddMilliseconds(usual.Millisecond), service, usual.Kind, problem, usual.Place, network, dice);
            }
        }
    }

    private void AddSurge(int index, SurgeEvent surge, Surge bound, int minute, DateTimeOffset start, List<SimulatedReport> reports)
    {
        var dice = new Dice(_population.Seed, 11, (ulong)index, (ulong)minute);
        foreach (var country in bound.Countries)
        {
            for (var left = dice.NextPoisson(bound.RateIn(country, minute, OnsetMinute)); left > 0; left--)
            {
                var place = _population.DrawPlace(bound.Service, country, dice);
                Add(reports, Moment(start, dice), bound.Service, surge.Kind, bound.DrawProblem(dice), place, NetworkPlan.OfPerson(minute, reports.Count), dice);
            }
        }
    }

    private void AddBots(int index, BotEvent bots, int minute, DateTimeOffset start, List<SimulatedReport> reports)
    {
        var passed = minute - OnsetMinute - bots.At;
        if (passed < 0 || passed >= bots.Minutes)
        {
            return;
        }

        var service = _population.Services.Find(bots.Service)!;
        var country = _population.Regions.FindCountry(bots.Country)!;
        var dice = new Dice(_population.Seed, 12, (ulong)index, (ulong)minute);
        for (var i = bots.Reports * passed / bots.Minutes; i < bots.Reports * (passed + 1) / bots.Minutes; i++)
        {
            var problem = _population.Services.FindProblem(_population.DrawProblem(service, dice))?.Slug;
            Add(reports, Moment(start, dice), service, ReportKind.Down, problem, country.Place, NetworkPlan.OfBots(index, i % bots.Networks), dice);
        }
    }

    private void Add(
        List<SimulatedReport> reports, DateTimeOffset at, MonitoredService service, ReportKind kind, string? problem, PlaceId place, int network, Dice dice)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{_run}-{MinuteBucket.Of(at):x}-{reports.Count:x}");
        reports.Add(new SimulatedReport(at, _people.Submission(service, kind, problem, place, dice), _people.Caller(network, key, place.Country.ToString(), dice)));
    }

    private static DateTimeOffset Moment(DateTimeOffset start, Dice dice) => start.AddMilliseconds(dice.NextBelow(60_000));
}
