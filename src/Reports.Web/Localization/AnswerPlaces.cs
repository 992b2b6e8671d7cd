using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;

namespace Reports.Web.Localization;

/// <summary>The regions that a sentence names: where many people are hit, and where some are.</summary>
public sealed record AnswerPlaces(IReadOnlyList<string> Widespread, IReadOnlyList<string> Partial)
{
    private const int MostCountriesNamed = 2;

    /// <summary>In the order in which people see the regions.</summary>
    public IReadOnlyList<string> All { get; } = [.. MacroRegions.All.Where(region => Widespread.Contains(region, StringComparer.Ordinal) || Partial.Contains(region, StringComparer.Ordinal)),
        .. Widespread.Where(region => MacroRegions.IndexOf(region) < 0)];

    public static AnswerPlaces Of(OutageView outage)
    {
        List<string> widespread = [], partial = [];
        for (var i = 0; i < outage.Extent.Count; i++)
        {
            if (outage.Extent[i] != Extent.None)
            {
                (outage.Extent[i] == Extent.Widespread ? widespread : partial).Add(MacroRegions.All[i]);
            }
        }

        var regions = outage.Regions.Where(region => !outage.IsOpen || region.LeftAt is null).Select(region => region.Region).ToList();
        if (widespread.Count == 0)
        {
            var countries = regions.Where(region => PlaceId.TryParse(region, out _)).ToList();
            if (countries.Count is > 0 and <= MostCountriesNamed && partial.TrueForAll(macro => countries.Exists(country => RegionCatalog.Instance.FindCountry(country)?.MacroRegion == macro)))
            {
                return new AnswerPlaces(countries, []);
            }
        }

        // An outage that is over may have no extent left; what was ever part of it is then the answer.
        if (widespread.Count + partial.Count == 0)
        {
            partial.AddRange(MacroRegions.All.Where(region => regions.Contains(region, StringComparer.Ordinal)));
        }

        return new AnswerPlaces(widespread, partial);
    }

    public static AnswerPlaces Of(ServiceStatus service) => service.OpenOutage is { } outage
        ? Of(outage)
        : new AnswerPlaces([], [.. service.MacroRegions.Where(region => region.Status != StatusLevel.Operational).Select(region => region.Region)]);
}
