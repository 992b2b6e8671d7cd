using Microsoft.EntityFrameworkCore;

namespace Reports.Data.Queries;

/// <summary>Questions about cities. Ranges of minutes include their start and exclude their end.</summary>
public static class CityQueries
{
    /// <summary>The minutes of those cities that reported a service most, in order of time.</summary>
    /// <param name="most">How many cities at most: the sum is over all of them, but only their minutes are read.</param>
    public static async Task<List<CityMinute>> ReadCityMinutesAsync(
        this ReportsDbContext context, int serviceId, int from, int to, int most, CancellationToken cancellationToken)
    {
        var rows = context.CityCounts.AsNoTracking().Where(row => row.ServiceId == serviceId && row.Minute >= from && row.Minute < to);
        var largest = await rows.GroupBy(row => row.CityId).OrderByDescending(city => city.Sum(row => row.Count)).ThenBy(city => city.Key)
            .Select(city => city.Key).Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
        return await rows.Where(row => largest.Contains(row.CityId)).OrderBy(row => row.Minute).ThenBy(row => row.CityId)
            .Select(row => new CityMinute(row.CityId, row.Minute, row.Count)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Counted <c>down</c> reports of a city in a minute.</summary>
public readonly record struct CityMinute(int City, int Minute, int Reports);
