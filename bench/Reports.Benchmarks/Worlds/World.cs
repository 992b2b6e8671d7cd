using MathNet.Numerics.Random;
using Reports.Detection.Evaluation;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks.Worlds;

/// <summary>A simulated world in the form that recorded ones have, and what only its maker knows.</summary>
internal sealed record World(
    WorldOptions Options,
    int Seed,
    RecordedCounts Counts,
    RecordedRegions Regions,
    OutageTruth Truth,
    TrueBaseline Baseline,
    IReadOnlyList<SimulatedOutage> Outages,
    IReadOnlyList<WorldLabel> Labels)
{
    public string Name => $"{Options.Name} {Seed}";

    /// <summary>The same options and seed make the same world, on any number of cores.</summary>
    public static World Generate(WorldOptions options, int seed)
    {
        var baseline = new BaselineBuilder(options, Stream(seed, 0)).Build();
        var outages = new OutagePlan(options, Stream(seed, 1)).Outages();
        return Of(options, seed, baseline, outages, new NuisancePlan(options, baseline, outages, Stream(seed, 2)).Nuisances());
    }

    /// <summary>A world with just these outages and nuisances.</summary>
    public static World Of(WorldOptions options, int seed, TrueBaseline baseline, IReadOnlyList<SimulatedOutage> outages, IReadOnlyList<SimulatedNuisance> nuisances)
    {
        var sampler = new CountSampler(options, baseline, outages, nuisances);
        var drawn = new List<MinuteRow>[options.Services];
        Parallel.For(0, options.Services, service => drawn[service] = sampler.Rows(service, Stream(seed, 3 + service)));
        var names = Enumerable.Range(0, options.Services).SelectMany(_ => Geography.Countries, (service, country) => $"{Geography.Service(service)}|{country.Path}").ToList();
        var counts = RecordedCounts.Of(names, ByMinute(drawn, options.Minutes));
        var labels = TruthBuilder.Labels(baseline, outages);
        return new World(
            options, seed, counts, RecordedRegions.From(names, Geography.Offsets()), TruthBuilder.Truth(options, labels, nuisances), baseline, outages, labels);
    }

    private static Xoshiro256StarStar Stream(int seed, int purpose) => new(unchecked((seed * 1_000_003) + purpose), threadSafe: false);

    private static MinuteRow[] ByMinute(List<MinuteRow>[] drawn, int minutes)
    {
        var places = new int[minutes + 1];
        foreach (var row in drawn.SelectMany(rows => rows))
        {
            places[row.Minute + 1]++;
        }

        for (var minute = 0; minute < minutes; minute++)
        {
            places[minute + 1] += places[minute];
        }

        var all = new MinuteRow[places[minutes]];
        foreach (var row in drawn.SelectMany(rows => rows))
        {
            all[places[row.Minute]++] = row;
        }

        return all;
    }
}
