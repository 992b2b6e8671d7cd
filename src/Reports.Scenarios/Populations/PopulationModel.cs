using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Scenarios.Chance;

namespace Reports.Scenarios.Populations;

/// <summary>
/// Who reports what, where and when while nothing is wrong. History and the live run draw the very same people from it, so nothing
/// jumps at "now". Everything is a function of the seed and the minute. Immutable; safe for all threads.
/// </summary>
public sealed class PopulationModel
{
    public const ulong DefaultSeed = 2020;

    /// <summary>Part of the usual reports that say "works for me".</summary>
    public const double WorksShare = 0.04;

    /// <summary>Part of the usual <c>down</c> reports that come from a network of their own.</summary>
    public const double FreshShare = 0.97;

    // Four weeks of history must fit into 900,000 rows with room for chance; nearly every usual report is a row of its own.
    private const double MostReportsPerMinute = 800_000.0 / (28 * MinuteBucket.PerDay);

    // A service of the whole world is reported from about so many countries.
    private const int CountriesOfAWorldService = 36;

    // Large countries report less per head: part of their people report elsewhere, in other languages.
    private const double SizeExponent = 0.75;
    private const double HomeFactor = 1.5;

    private readonly Dictionary<int, ServicePopulation> _services;
    private readonly Unrest _unrest;

    public PopulationModel(ServiceCatalog services, RegionCatalog regions, ulong seed = DefaultSeed)
    {
        Services = services;
        Regions = regions;
        Seed = seed;
        _unrest = new Unrest(seed);
        var facts = CountryFacts.Shipped;
        var subdivisions = Embedded.Read<Dictionary<string, Dictionary<string, double>>>("Populations.Data.subdivisions.json");
        var people = regions.Countries.ToDictionary(
            country => country.Code,
            country => new CountryPopulation(country, facts.WeekendFridaySaturday.Contains(country.Code), subdivisions.GetValueOrDefault(country.Code)),
            StringComparer.Ordinal);
        var usage = services.Services.Select(service => (Service: service, Facts: ServiceFacts.Shipped.For(service.Slug, service.Category))).ToList();
        var scale = Math.Min(1, MostReportsPerMinute / usage.Sum(each => each.Facts.PerMinute ?? 0));
        _services = usage.ToDictionary(each => each.Service.Id, each => new ServicePopulation(
            each.Service,
            services,
            WeekCurve.All.First(curve => string.Equals(curve.Name, each.Facts.Curve, StringComparison.Ordinal)),
            scale * each.Facts.PerMinute.GetValueOrDefault(),
            Shares(each.Service, each.Facts, people)));
    }

    public ServiceCatalog Services { get; }

    public RegionCatalog Regions { get; }

    public ulong Seed { get; }

    /// <summary>Countries in which the service is usually reported, largest share first.</summary>
    public IReadOnlyList<(Country Country, double Share)> CountriesOf(MonitoredService service) =>
        _services[service.Id].Countries.Select(use => (use.People.Country, use.Share)).ToList();

    /// <summary>Usual <c>down</c> reports per minute, before the unrest of the day; 0 where the service is not used.</summary>
    public double Usual(MonitoredService service, Country country, int minute)
    {
        var population = _services[service.Id];
        var use = population.Countries.FirstOrDefault(each => each.People.Country.Place == country.Place);
        return use is null ? 0 : (1 - WorksShare) * RegularRate(population, use, minute);
    }

    /// <summary>
    /// Counts of usual reports from <paramref name="fromMinute"/> up to but without <paramref name="toMinute"/>, ordered by service id, minute,
    /// place, kind, problem. Any two calls agree on the minutes they share.
    /// </summary>
    public IEnumerable<MinuteCount> History(int fromMinute, int toMinute) =>
        _services.Values.OrderBy(population => population.Service.Id)
            .SelectMany(population => new UsualDays(this, population, _unrest).Counts(fromMinute, toMinute));

    /// <summary>The usual reports of one UTC day (days since the Unix epoch), in the order of counts.</summary>
    internal IEnumerable<(MonitoredService Service, IReadOnlyList<UsualReport> Reports)> Day(int day) =>
        _services.Values.Select(population => (population.Service, new UsualDays(this, population, _unrest).Of(day)));

    internal short DrawProblem(MonitoredService service, Dice random) => _services[service.Id].Problems.Draw(random);

    internal PlaceId DrawPlace(MonitoredService service, Country country, Dice random) =>
        _services[service.Id].Countries.FirstOrDefault(use => use.People.Country.Place == country.Place)?.People.DrawPlace(random) ?? country.Place;

    private static double RegularRate(ServicePopulation population, CountryUse use, int minute) =>
        population.PerMinute * use.Share * population.Curve[use.People.QuarterOfWeek(minute, use.People.OffsetAt(minute))];

    private static List<CountryUse> Shares(MonitoredService service, UsageFacts usage, Dictionary<string, CountryPopulation> people)
    {
        var facts = CountryFacts.Shipped;
        var home = service.HomeCountries.ToHashSet(StringComparer.Ordinal);
        IEnumerable<(string Code, double Weight)> weights;
        if (usage.Countries is not null)
        {
            weights = usage.Countries.Select(each => (each.Key, each.Value));
        }
        else if (usage.HomeOnly == true && home.Count > 0)
        {
            weights = home.Select(code => (code, Math.Pow(facts.InternetUsers.GetValueOrDefault(code, 1), SizeExponent)));
        }
        else
        {
            weights = facts.InternetUsers
                .Where(each => home.Contains(each.Key) || !facts.Closed.Contains(each.Key))
                .Select(each => (Code: each.Key, Weight: Math.Pow(each.Value, SizeExponent) * (home.Contains(each.Key) ? HomeFactor : 1)
                    * (people.TryGetValue(each.Key, out var known) ? facts.Habit[known.Country.MacroRegion] : 0)))
                .OrderByDescending(each => each.Weight)
                .ThenBy(each => each.Code, StringComparer.Ordinal)
                .Take(CountriesOfAWorldService);
        }

        var chosen = weights.Where(each => each.Weight > 0 && people.ContainsKey(each.Code))
            .OrderByDescending(each => each.Weight).ThenBy(each => each.Code, StringComparer.Ordinal).ToList();
        var sum = chosen.Sum(each => each.Weight);
        return chosen.ConvertAll(each => new CountryUse(people[each.Code], each.Weight / sum));
    }
}
