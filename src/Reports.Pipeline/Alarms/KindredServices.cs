using Reports.Detection.Baselines;
using Reports.Detection.Series;
using Reports.Domain.Catalog;

namespace Reports.Pipeline.Alarms;

/// <summary>Lets the services that are known tell of those of their category that are not yet; neighbours first, for a network or a bank has its people at home.</summary>
internal static class KindredServices
{
    /// <summary>Hours of watch after which a service is known.</summary>
    private const int KnownHours = 7 * 24;

    /// <summary>So many from the same country speak for themselves.</summary>
    private const int Neighbours = 2;

    /// <returns>Those who have been told something, to be rebuilt with it.</returns>
    public static List<ServiceWatch> Tell(IReadOnlyCollection<ServiceWatch> watches, RegionTree tree)
    {
        var known = watches.Where(watch => watch.HoursLearnt >= KnownHours).Select(watch => (watch.Service, Levels: watch.Levels())).ToList();
        double[][] all = [.. known.Select(one => one.Levels)];
        var told = new List<ServiceWatch>();
        foreach (var watch in watches.Where(watch => watch.HoursLearnt < KnownHours))
        {
            var category = known.FindAll(one => string.Equals(one.Service.Category, watch.Service.Category, StringComparison.Ordinal));
            var near = category.FindAll(one => AreNeighbours(one.Service, watch.Service));
            watch.Kindred = KindredLevels.Of(tree, (near.Count < Neighbours ? category : near).ConvertAll(one => one.Levels), all);
            if (watch.Kindred is not null)
            {
                told.Add(watch);
            }
        }

        return told;
    }

    private static bool AreNeighbours(MonitoredService one, MonitoredService other) => one.HomeCountries.Intersect(other.HomeCountries, StringComparer.Ordinal).Any();
}
