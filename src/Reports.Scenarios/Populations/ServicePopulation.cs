using Reports.Domain.Catalog;
using Reports.Scenarios.Chance;

namespace Reports.Scenarios.Populations;

/// <summary>The people who use one service: how many report on an ordinary day, where, and about what.</summary>
internal sealed class ServicePopulation
{
    private const double WeightWithoutProblem = 0.35;

    public ServicePopulation(MonitoredService service, ServiceCatalog catalog, WeekCurve curve, double perMinute, IReadOnlyList<CountryUse> countries)
    {
        Service = service;
        Curve = curve;
        PerMinute = perMinute;
        Countries = countries;
        Problems = new WeightedChoice<short>(service.Problems
            .Select((slug, rank) => (catalog.FindProblem(service, slug)?.Id ?? 0, 1 / (rank + 1.0)))
            .Append(((short)0, WeightWithoutProblem)));
    }

    public MonitoredService Service { get; }

    public WeekCurve Curve { get; }

    /// <summary>Mean reports per minute over the week and the world.</summary>
    public double PerMinute { get; }

    public IReadOnlyList<CountryUse> Countries { get; }

    /// <summary>What is usually wrong: the list of the service is in order of frequency. 0 is "not said".</summary>
    public WeightedChoice<short> Problems { get; }
}

/// <summary>A country's part in a service; the shares of a service sum to 1.</summary>
internal sealed record CountryUse(CountryPopulation People, double Share);
