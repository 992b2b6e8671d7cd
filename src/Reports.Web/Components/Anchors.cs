using Reports.Domain.Catalog;

namespace Reports.Web.Components;

/// <summary>Fragments inside pages about a service.</summary>
public static class Anchors
{
    /// <summary>The drill-down that shows a region: a country is shown in its macro-region.</summary>
    public static string Of(string region) => "#where-" + (RegionCatalog.Instance.FindCountry(region)?.MacroRegion ?? region);
}
