using MathNet.Numerics.Distributions;
using Reports.Detection.Series;
using Reports.Pipeline.Alarms;

namespace Reports.Benchmarks.Cost;

/// <summary>Hours with reports of a very large site, by service, in the order of time.</summary>
internal static class RebuildRows
{
    /// <param name="rows">How many hours with reports there are in all, to within a per cent.</param>
    public static (int Hour, RegionHour Sums)[][] Draw(SiteRegions regions, int rows, int hours)
    {
        var countries = Enumerable.Range(0, regions.Tree.Count).Where(SiteRegions.IsCountry).ToArray();
        var perHour = Scale(ManyServices.Services * countries.Length, (double)rows / hours);
        var drawn = new (int, RegionHour)[ManyServices.Services][];
        Parallel.For(0, ManyServices.Services, service =>
        {
            var random = new Random(service);

            // The busiest countries of the busiest services first, as if service and country each had rank n with share 1/n.
            var rates = countries.Select((_, country) => perHour / ((service + 1.0) * (country + 1.0))).ToArray();
            var sums = new List<(int, RegionHour)>();
            for (var hour = 0; hour < hours; hour++)
            {
                for (var country = 0; country < countries.Length; country++)
                {
                    var reports = Poisson.Sample(random, rates[country]);
                    if (reports > 0)
                    {
                        sums.Add((hour, new RegionHour(countries[country], reports, reports, reports + (reports * reports / 60.0), Frozen: false)));
                    }
                }
            }

            drawn[service] = [.. sums];
        });
        return drawn;
    }

    /// <summary>The rate of the busiest series at which an hour of the site has that many series with reports.</summary>
    private static double Scale(int series, double rowsPerHour)
    {
        var (low, high) = (1.0, 1e9);
        for (var i = 0; i < 60; i++)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = Expected(middle, series) < rowsPerHour ? (middle, high) : (low, middle);
        }

        return Math.Sqrt(low * high);
    }

    private static double Expected(double rate, int series)
    {
        var countries = series / ManyServices.Services;
        var sum = 0.0;
        for (var service = 1; service <= ManyServices.Services; service++)
        {
            for (var country = 1; country <= countries; country++)
            {
                sum += 1 - Math.Exp(-rate / ((double)service * country));
            }
        }

        return sum;
    }
}
