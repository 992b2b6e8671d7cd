using Reports.Benchmarks.Worlds;

namespace Reports.Benchmarks.Tests.Worlds;

/// <summary>Worlds of which a test knows everything.</summary>
internal static class WorldKit
{
    /// <summary>The same rate in every series at every time, no clumps, for up to two weeks.</summary>
    public static TrueBaseline Flat(int services, double rate, double hourNoise = 0)
    {
        var (hours, clumping) = (new double[services, Geography.Countries.Count][], new double[services, Geography.Countries.Count]);
        for (var service = 0; service < services; service++)
        {
            for (var country = 0; country < Geography.Countries.Count; country++)
            {
                hours[service, country] = [.. Enumerable.Repeat(rate, (14 * 24) + 1)];
                clumping[service, country] = 1;
            }
        }

        return new TrueBaseline(hours, clumping, hourNoise);
    }
}
