using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Scenarios.Chance;

namespace Reports.Scenarios.Populations;

/// <summary>The people of one country: their clock, their working week, and where in the country they are.</summary>
internal sealed class CountryPopulation
{
    // 1 January 1970 was a Thursday, so Monday 00:00 lies three days earlier.
    private const int MinutesFromMondayToEpoch = 3 * MinuteBucket.PerDay;
    private const int MinutesPerWeek = 7 * MinuteBucket.PerDay;

    // Most people leave the preselected country as it is.
    private const double ShareNamingSubdivision = 0.4;

    private readonly WeightedChoice<Subdivision>? _subdivisions;
    private readonly int _weekShift;

    public CountryPopulation(Country country, bool weekendFridaySaturday, IReadOnlyDictionary<string, double>? subdivisions)
    {
        Country = country;
        // A day later in the week makes Friday look like Saturday, and Sunday like Monday.
        _weekShift = weekendFridaySaturday ? MinuteBucket.PerDay : 0;
        if (country.Subdivisions.Count > 0)
        {
            _subdivisions = new WeightedChoice<Subdivision>(country.Subdivisions.Select(
                part => (part, subdivisions?.GetValueOrDefault(part.Code[3..], 1) ?? 1)));
        }
    }

    public Country Country { get; }

    /// <summary>Minutes to add to UTC in the hour that contains <paramref name="minute"/>.</summary>
    public int OffsetAt(int minute) => (int)Country.TimeZone.GetUtcOffset(MinuteBucket.Start(minute)).TotalMinutes;

    public int QuarterOfWeek(int minute, int offset) =>
        (minute + offset + MinutesFromMondayToEpoch + _weekShift) % MinutesPerWeek / 15;

    public PlaceId DrawPlace(Dice random) =>
        _subdivisions is not null && random.Chance(ShareNamingSubdivision) ? _subdivisions.Draw(random).Place : Country.Place;
}
