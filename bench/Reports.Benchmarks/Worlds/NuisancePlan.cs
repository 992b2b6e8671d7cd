using MathNet.Numerics.Distributions;

namespace Reports.Benchmarks.Worlds;

/// <summary>Something that only looks like an outage, in some countries of a service; or a gap, in all of every service.</summary>
/// <param name="Kind"><c>blip</c>, <c>bots</c> or <c>collector-gap</c>.</param>
/// <param name="Service">−1 for all.</param>
/// <param name="Sizes">By country, additional reports expected per minute; none for a gap.</param>
internal sealed record SimulatedNuisance(string Kind, int Service, int Start, int End, IReadOnlyDictionary<int, double> Sizes);

/// <summary>Draws a world's nuisances, away from outages of the same service so that nothing is both.</summary>
internal sealed class NuisancePlan(WorldOptions options, TrueBaseline baseline, IReadOnlyList<SimulatedOutage> outages, Random random)
{
    private const int Apart = 120;
    private const int Attempts = 200;

    /// <summary>Share of the blips that run through a whole macro-region.</summary>
    private const double WideBlips = 0.24;
    private const int ShortestRaid = 20, LongestRaid = 120;

    public List<SimulatedNuisance> Nuisances()
    {
        var drawn = new List<SimulatedNuisance>();
        for (var service = 0; service < options.Services; service++)
        {
            var blips = Draw.Count(random, options.BlipsPerService);
            for (var i = 0; i < blips; i++)
            {
                var length = 1 + Categorical.Sample(random, options.BlipMinutes);
                var country = random.Next(Geography.Countries.Count);
                var places = random.NextDouble() < WideBlips ? Geography.Of(Geography.Countries[country].Macro) : [country];
                Add("blip", service, length, places, BlipSize);
            }

            var raids = options.BotsPerService;
            for (var i = 0; i < raids; i++)
            {
                Add("bots", service, random.Next(ShortestRaid, LongestRaid + 1), [random.Next(Geography.Countries.Count)], BotSize);
            }
        }

        foreach (var length in options.GapMinutes)
        {
            var start = random.Next(options.ScoreFrom, options.Minutes - length);
            drawn.Add(new SimulatedNuisance("collector-gap", -1, start, start + length, new Dictionary<int, double>()));
        }

        return drawn;

        void Add(string kind, int service, int length, int[] places, Func<double, double> size)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var start = random.Next(1440, options.Minutes - length);
                if (outages.All(outage => !outage.Services.Contains(service) || start + length + Apart < outage.Start || start > outage.TailEnd + Apart))
                {
                    drawn.Add(new SimulatedNuisance(kind, service, start, start + length, places.ToDictionary(place => place, place => size(baseline.Rate(service, place, start)))));
                    return;
                }
            }
        }
    }

    // Both as the sizes in outage-dev-101 lie over the rates of their series.
    private double BlipSize(double rate) => 6 + (20 * Math.Sqrt(rate) * LogNormal.Sample(random, 0, 0.5));

    private double BotSize(double rate) => 1.5 + (rate * Draw.LogUniform(random, 2, 30));
}
