using Reports.Data.Queries;
using Reports.Domain.Counting;
using Reports.Pipeline.Places;

namespace Reports.Pipeline.Status;

/// <summary>A city where many report.</summary>
/// <param name="Reports">Counted <c>down</c> reports of those who told their city.</param>
public sealed record CityCount(City City, int Reports);

/// <summary>
/// Gives out the cities with enough reporters. None is shown whose subdivision is not; and where all but one or two reports of a subdivision or
/// country would be told by its cities, the smallest of them goes back, or the rest could be worked out by subtraction.
/// </summary>
public static class CityCounts
{
    /// <param name="minutes">In order of time.</param>
    /// <param name="status">The service over the same span.</param>
    /// <param name="windowMinutes">How long a person counts once; greater than 0.</param>
    /// <returns>Most reports first.</returns>
    public static IReadOnlyList<CityCount> Shown(IEnumerable<CityMinute> minutes, ServiceStatus status, CityNames cities, int windowMinutes)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(cities);
        var areas = status.Subdivisions.Select(part => (part.Region, part.Reports)).Concat(status.Countries.Select(country => (country.Region, country.Reports)))
            .ToDictionary(area => area.Region, area => area.Reports, StringComparer.Ordinal);
        var shown = minutes.GroupBy(minute => minute.City)
            .Where(city => HasEnough(city, windowMinutes))
            .Select(city => (City: cities.Find(city.Key), Reports: city.Sum(minute => minute.Reports)))
            .Where(city => city.City is { } known && areas.ContainsKey(known.Subdivision ?? known.Country))
            .Select(city => new CityCount(city.City!, city.Reports))
            .OrderByDescending(city => city.Reports).ThenBy(city => city.City.Id).ToList();
        foreach (var (area, reports) in areas)
        {
            bool IsIn(CityCount city) => string.Equals(city.City.Subdivision, area, StringComparison.Ordinal) || string.Equals(city.City.Country, area, StringComparison.Ordinal);
            while (reports - shown.Where(IsIn).Sum(city => city.Reports) is > 0 and < DistinctReporters.Fewest && shown.FindLastIndex(IsIn) is >= 0 and var smallest)
            {
                shown.RemoveAt(smallest);
            }
        }

        return shown;
    }

    private static bool HasEnough(IEnumerable<CityMinute> minutes, int windowMinutes)
    {
        var reporters = new DistinctReporters(windowMinutes);
        foreach (var minute in minutes)
        {
            reporters.Add(minute.Minute, minute.Reports);
        }

        return reporters.AtLeast >= DistinctReporters.Fewest;
    }
}
