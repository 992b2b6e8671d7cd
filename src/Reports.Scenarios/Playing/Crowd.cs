using System.Globalization;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;
using Reports.Scenarios.Chance;
using Reports.Scenarios.Populations;

namespace Reports.Scenarios.Playing;

/// <summary>Any number of people who report one service, spread over its countries as usual: what a load test sends. Safe for all threads.</summary>
/// <param name="run">Sets the idempotency keys of this run apart from those of others.</param>
public sealed class Crowd(PopulationModel population, MonitoredService service, string run)
{
    private readonly People _people = new();
    private readonly WeightedChoice<Country> _countries = new(population.CountriesOf(service));

    /// <summary>The person of a number from 0 on; each of the first million has a network of their own.</summary>
    public SimulatedReport Person(int number, DateTimeOffset at)
    {
        var dice = new Dice(population.Seed, 20, (ulong)service.Id, (ulong)number);
        var country = _countries.Draw(dice);
        var place = population.DrawPlace(service, country, dice);
        var problem = population.Services.FindProblem(population.DrawProblem(service, dice))?.Slug;
        var submission = _people.Submission(service, ReportKind.Down, problem, place, dice);
        return new SimulatedReport(at, submission, _people.Caller(NetworkPlan.OfNumber(number), string.Create(CultureInfo.InvariantCulture, $"{run}-{number:x}"), country.Code, dice));
    }
}
