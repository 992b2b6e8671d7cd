using System.Collections.Concurrent;
using Reports.Domain.Catalog;
using Reports.Pipeline.Places;
using Reports.Scenarios.Chance;

namespace Reports.Scenarios.Populations;

/// <summary>
/// The cities that people name: of those who name their state all, and a part of those in countries whose states we do not carry. Safe for all
/// threads.
/// </summary>
internal sealed class CityChoice
{
    private const double ShareNaming = 0.15;
    private const int MostCities = 12;
    private readonly CityNames _names = new();
    private readonly PlaceLocator _locator = new();
    private readonly ConcurrentDictionary<PlaceId, WeightedChoice<City>?> _choices = new();

    /// <summary>Null where the person names none.</summary>
    public City? Draw(PlaceId place, Dice dice)
    {
        if (place.IsCountry && (RegionCatalog.Instance.CountryOf(place) is not { Subdivisions.Count: 0 } || !dice.Chance(ShareNaming)))
        {
            return null;
        }

        return _choices.GetOrAdd(place, Choice)?.Draw(dice);
    }

    // Sizes of cities fall like one over their rank (Zipf). Over HTTP a city is told by its coordinates: one at a border, where these would
    // be taken for the neighbour's, is not drawn.
    private WeightedChoice<City>? Choice(PlaceId place) => _names.Largest(place.ToString()).Take(MostCities)
        .Where(city => _locator.Locate(city.Latitude, city.Longitude) == (city.Country, city.Subdivision)).ToList() is { Count: > 0 } cities
        ? new WeightedChoice<City>(cities.Select((city, rank) => (city, 1.0 / (rank + 1))))
        : null;
}
