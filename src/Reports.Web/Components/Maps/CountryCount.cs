using Reports.Domain.Catalog;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.Web.Components.Maps;

/// <summary>A country's reports in a window, and what would be usual there.</summary>
/// <param name="Range">Null where the usual number is known but not how far it strays.</param>
public sealed record CountryCount(string Code, int Reports, double Expected, UsualRange? Range)
{
    /// <summary>How many times the usual each shade begins at, from the second on.</summary>
    public static IReadOnlyList<double> Edges { get; } = [1.5, 3, 6, 15, 40];

    /// <summary>Null where too few reported to compare.</summary>
    public double? TimesUsual => RegionStatus.TimesOf(Reports, Expected);

    /// <summary>A multiple would say nothing; <see cref="TimesUsual"/> then only orders and colours.</summary>
    public bool IsUsuallyAlmostNone => UsualMultiple.IsAlmostNone(Expected);

    /// <summary>Inside the usual range nothing is above usual, however small the number it is compared with.</summary>
    public bool IsAboveUsual => TimesUsual is { } times && (Range is { } range ? Reports > range.Upper : times >= Edges[0]);

    /// <summary>The class that colours it: <c>few</c> (outlined), or <c>c0</c> to <c>c5</c> in steps of how many times the usual.</summary>
    public string Shade => Reports == 0 ? "c0" : TimesUsual is not { } times ? "few" : IsAboveUsual ? $"c{Edges.Count(edge => times >= edge)}" : "c0";

    /// <summary>Coloured as above usual: a word beside it must not say that nothing is unusual.</summary>
    public bool IsColoured => Shade is not ("few" or "c0");

    /// <summary>Nothing is called wrong there, though its number is clearly not the usual one.</summary>
    public static bool IsAbove(RegionStatus region) => region.Status == StatusLevel.Operational && Of(region).IsColoured;

    public static CountryCount Of(RegionStatus status) =>
        new(status.Region, status.Reports, status.Expected, new UsualRange(status.Expected, status.Lower, status.Upper));

    /// <summary>A part of an outage, of which one number is kept as the usual.</summary>
    public static CountryCount Of(OutageRegionView part) => new(part.Region, part.Reports, part.Expected, null);

    /// <summary>A country in one frame of a map that moves.</summary>
    public static CountryCount Of(CountryCourse course, int frame) => new(
        course.Region, course.Reports[frame], course.Expected[frame], new UsualRange(course.Expected[frame], course.Lower[frame], course.Upper[frame]));

    /// <summary>A country in the frame in which it stood furthest above, or least below, what is usual.</summary>
    public static CountryCount OfMost(CountryCourse course)
    {
        ArgumentNullException.ThrowIfNull(course);
        return Of(course, course.Reports.Index().MaxBy(frame => (frame.Item - course.Upper[frame.Index], frame.Item)).Index);
    }

    /// <summary>The countries of a frame, most reports first.</summary>
    public static IReadOnlyList<CountryCount> Of(CountryFrames frames, int frame) => [.. frames.Countries
        .Select(course => Of(course, frame)).Where(country => country.Reports > 0).OrderByDescending(country => country.Reports)];

    /// <summary>The countries of one service over the window of its numbers.</summary>
    public static IReadOnlyList<CountryCount> Of(ServiceStatus service) => [.. service.Countries.Where(country => country.Reports > 0).Select(Of)];

    /// <summary>All services together over the last hour, since their own windows differ.</summary>
    public static IReadOnlyList<CountryCount> OfLastHour(StatusBoard board) => OfLastHour(board.Services);

    /// <summary>Some services together over the last hour.</summary>
    public static IReadOnlyList<CountryCount> OfLastHour(IReadOnlyList<ServiceStatus> services)
    {
        return [.. services
            .SelectMany(service => service.Countries)
            .GroupBy(country => country.Region, StringComparer.Ordinal)
            .Select(group => (Code: group.Key, Hour: BoardTotals.LastHour(group.Select(country => country.Series))))
            .Select(country => new CountryCount(
                country.Code, country.Hour.Reports, country.Hour.Usual.Expected, country.Hour.Usual))
            .Where(country => country.Reports > 0)
            .OrderByDescending(country => country.Reports)];
    }

    /// <summary>With countries that have nothing to say now, but may at another time.</summary>
    public static IReadOnlyList<CountryCount> With(IReadOnlyList<CountryCount> counts, IEnumerable<string> others) =>
        [.. counts, .. others.Except(counts.Select(country => country.Code), StringComparer.Ordinal).Select(code => new CountryCount(code, 0, 0, null))];

    public static IReadOnlyList<CountryCount> In(IReadOnlyList<CountryCount> countries, string? macroRegion) => macroRegion is null
        ? countries
        : [.. countries.Where(country => string.Equals(
            RegionCatalog.Instance.FindCountry(country.Code)?.MacroRegion, macroRegion, StringComparison.Ordinal))];
}
