using MathNet.Numerics.Distributions;

namespace Reports.Benchmarks.Worlds;

/// <summary>Draws a world's outages. Those that touch the same service keep apart, as in outage-dev-101.</summary>
internal sealed class OutagePlan(WorldOptions options, Random random)
{
    /// <summary>No outage on the first day.</summary>
    private const int FirstMinute = 1440;
    private const int Apart = 210;
    private const int Attempts = 200;
    private const double TailShare = 0.45;
    private const int ShortestTail = 15, LongestTail = 120;
    private const int FastestRamp = 2, SlowestRamp = 10;

    private static readonly string[] Kinds = ["country", "partial", "macro", "multi", "global"];

    /// <summary>Of the 149 outages of one service in outage-dev-101, by kind.</summary>
    private static readonly double[] KindWeights = [47, 22, 30, 26, 24];

    private readonly List<SimulatedOutage> _planned = [];

    public List<SimulatedOutage> Outages()
    {
        for (var i = 0; i < options.SharedOutages; i++)
        {
            var services = Enumerable.Range(0, options.Services).ToArray();
            random.Shuffle(services);
            Add("country", [.. services.Take(options.SharedServices).Order()], options.ScoreFrom, options.Minutes);
        }

        for (var service = 0; service < options.Services; service++)
        {
            var born = service == options.Services - 1 ? options.NewServiceFrom ?? 0 : 0;
            AddSome(Draw.Count(random, options.OutagesPerService.Before), Math.Max(FirstMinute, born + 1440), options.ScoreFrom);
            AddSome(Draw.Count(random, options.OutagesPerService.Scored), options.ScoreFrom, options.Minutes);

            void AddSome(int count, int from, int to)
            {
                for (var i = 0; i < count; i++)
                {
                    Add(Kinds[Categorical.Sample(random, KindWeights)], [service], from, to);
                }
            }
        }

        return _planned;
    }

    private void Add(string kind, int[] services, int from, int to)
    {
        var length = (int)Math.Round(Draw.LogUniform(random, options.OutageMinutes.Shortest, options.OutageMinutes.Longest));
        var tail = Math.Clamp((int)(TailShare * length), ShortestTail, LongestTail);
        var countries = Countries(kind);
        var ramp = random.Next(FastestRamp, SlowestRamp + 1);
        var multiplier = Draw.LogUniform(random, options.Multipliers.Low, options.Multipliers.High);
        var strengths = services.SelectMany(_ => countries, (service, country) => (service, country))
            .ToDictionary(place => place, _ => Math.Exp(Normal.Sample(random, 0, options.MultiplierSpread)));
        for (var attempt = 0; attempt < Attempts && from < to - length - tail; attempt++)
        {
            var start = random.Next(from, to - length - tail);
            var outage = new SimulatedOutage($"ev{_planned.Count:D3}", kind, services, countries, start, start + length, start + length + tail, ramp, multiplier, strengths);
            if (!_planned.Exists(other => IsNear(other, outage)))
            {
                _planned.Add(outage);
                return;
            }
        }
    }

    private static bool IsNear(SimulatedOutage one, SimulatedOutage other) =>
        one.Start < other.TailEnd + Apart && other.Start < one.TailEnd + Apart && one.Services.Intersect(other.Services).Any();

    private int[] Countries(string kind)
    {
        var macros = Geography.Macros;
        switch (kind)
        {
            case "country":
                return [random.Next(Geography.Countries.Count)];
            case "partial":
                var some = Geography.Of(macros[random.Next(macros.Count)]);
                random.Shuffle(some);
                return [.. some.Take(2).Order()];
            case "macro":
                return Geography.Of(macros[random.Next(macros.Count)]);
            case "multi":
                var spared = random.Next(macros.Count);
                return [.. macros.Where((_, macro) => macro != spared).SelectMany(Geography.Of)];
            default:
                return Geography.All();
        }
    }
}
