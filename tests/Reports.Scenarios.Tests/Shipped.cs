using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Scenarios.Populations;
using Reports.Scenarios.Scripts;

namespace Reports.Scenarios.Tests;

/// <summary>What ships, loaded once; all of it is immutable.</summary>
internal static class Shipped
{
    public static ServiceCatalog Services { get; } = ServiceCatalog.LoadShipped();

    public static RegionCatalog Regions { get; } = RegionCatalog.Instance;

    public static PopulationModel Population { get; } = new(Services, Regions);

    public static MonitoredService Zoom { get; } = Services.Find("zoom")!;

    /// <summary>Minute of Monday 2 March 2026, 00:00 UTC.</summary>
    public static int Monday { get; } = MinuteBucket.Of(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    public static int FourWeeks => 28 * MinuteBucket.PerDay;

    public static IEnumerable<int> HoursOfWeek => Enumerable.Range(0, 168).Select(hour => Monday + hour * MinuteBucket.PerHour + 30);

    public static Scenario Scenario(string name) => ScenarioFiles.Load(name, Services, Regions);
}
