using Reports.Benchmarks.Worlds;

namespace Reports.Benchmarks.Tests.Worlds;

/// <summary>That simulated worlds are what their truth says of them.</summary>
public sealed class WorldTests
{
    private const int Week = 7 * 1440;

    private static readonly WorldOptions Small = WorldOptions.Like101 with { Services = 4, Minutes = 2 * Week, ScoreFrom = Week, OutagesPerService = (2, 6) };

    private static readonly WorldOptions Calm = Small with { OutagesPerService = (0, 0), SharedOutages = 0, BlipsPerService = 0, BotsPerService = 0, GapMinutes = [] };

    [Fact]
    public void A_seed_makes_one_world_and_another_seed_another()
    {
        var (one, again, other) = (World.Generate(Small, 7), World.Generate(Small, 7), World.Generate(Small, 8));

        Assert.Equal(one.Counts.Rows, again.Counts.Rows);
        Assert.Equal(one.Truth.Outages, again.Truth.Outages);
        Assert.Equal(one.Truth.Nuisances, again.Truth.Nuisances);
        Assert.NotEqual(one.Counts.Rows, other.Counts.Rows);
        Assert.NotEqual(one.Truth.Outages, other.Truth.Outages);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Outages_of_both_presets_lie_whole_before_or_in_the_scored_weeks_and_apart(int seed)
    {
        foreach (var options in new[] { WorldOptions.Like101, WorldOptions.Rough })
        {
            var world = World.Generate(options with { Services = 8 }, seed);

            Assert.All(world.Labels, label =>
            {
                Assert.True(label.Outage.Start < label.Outage.End && label.Outage.End < label.Outage.TailEnd && label.Outage.TailEnd <= options.Minutes);
                Assert.True(label.Outage.TailEnd <= options.ScoreFrom || label.Outage.Start >= options.ScoreFrom);
                Assert.Equal(label.Level, world.Truth.LevelOf[label.Outage.Series]);
            });
            Assert.Contains(world.Labels, label => label.Outage.Start < options.ScoreFrom);
            Assert.Contains(world.Labels, label => label.Outage.Start >= options.ScoreFrom && label.Outage.Detectable);
            Assert.All(world.Labels.GroupBy(label => label.Outage.Series, StringComparer.Ordinal), series =>
            {
                var ordered = series.Select(label => label.Outage).OrderBy(outage => outage.Start).ToList();
                Assert.All(ordered.Skip(1).Zip(ordered), pair => Assert.True(pair.First.Start > pair.Second.TailEnd));
            });
            Assert.Equal(8 * 16, world.Truth.LevelOf.Count);
        }
    }

    [Fact]
    public void Detectable_outages_carry_the_evidence_in_the_counts_drawn()
    {
        var world = World.Generate(Small with { HourNoise = 0 }, 3);
        var detectable = world.Labels.Where(label => label.Status is "detectable").ToList();

        Assert.NotEmpty(detectable);
        Assert.All(world.Labels, label => Assert.Equal(label.Nats >= 15, label.Outage.Detectable));
        Assert.All(world.Labels, label => Assert.Equal(label.Nats < 15, label.Status is "marginal" or "hidden"));
        Assert.All(world.Labels, label => Assert.Equal(label.Nats < 3, label.Status is "hidden"));
        var countries = detectable.Where(label => label.Level is "country").ToList();
        Assert.InRange(countries.Sum(label => Drawn(world, label)) / countries.Sum(label => label.Nats), 0.9, 1.1);
        // Of a series that is clumped, 15 nats expected may come out as none.
        Assert.InRange(countries.Count(label => Drawn(world, label) > 0), 0.95 * countries.Count, countries.Count);
    }

    [Fact]
    public void A_calm_world_has_the_counts_that_its_baseline_says()
    {
        var world = World.Generate(Calm, 5);
        for (var series = 0; series < world.Counts.Series.Count; series++)
        {
            var (service, country) = Math.DivRem(series, Geography.Countries.Count);
            var rates = Enumerable.Range(0, Calm.Minutes).Select(minute => world.Baseline.Rate(service, country, minute)).ToList();
            var rows = world.Counts.Rows.Where(row => row.Series == series).ToList();
            var expected = rates.Sum();
            // Half of an hour's noise runs into the next.
            var variance = (expected * world.Baseline.Clumping(service, country)) + (2 * rates.Chunk(60).Sum(hour => Math.Pow(Calm.HourNoise * hour.Sum(), 2)));

            Assert.InRange(rows.Sum(row => row.Count), expected - (4.5 * Math.Sqrt(variance)) - 1, expected + (4.5 * Math.Sqrt(variance)) + 1);
            Assert.All(rows, row => Assert.InRange(row.Fresh, 0, row.Count));
        }

        var total = world.Counts.Rows.Sum(row => row.Count);
        Assert.InRange(world.Counts.Rows.Sum(row => row.Fresh) / (double)total, 0.95, 1);
    }

    [Fact]
    public void Bots_are_counted_but_not_fresh_a_blip_is_both_and_a_gap_has_no_row()
    {
        var baseline = WorldKit.Flat(1, 0.05);
        var world = World.Of(Calm with { Services = 1 }, 1, baseline, [],
        [
            new SimulatedNuisance("bots", 0, 2000, 2100, new Dictionary<int, double> { [0] = 5 }),
            new SimulatedNuisance("blip", 0, 3000, 3002, new Dictionary<int, double> { [0] = 50 }),
            new SimulatedNuisance("collector-gap", -1, 4000, 4040, new Dictionary<int, double>()),
        ]);

        var (bots, blip) = (Sums(world, 2000, 2100), Sums(world, 3000, 3002));
        Assert.InRange(bots.Count, 400, 600);
        Assert.InRange(bots.Fresh, 0, 40);
        Assert.InRange(blip.Fresh, 70, 130);
        Assert.Equal(0, Sums(world, 4000, 4040).Count);
        Assert.Equal(3 + 3 + 1, world.Truth.Nuisances.Count);
    }

    [Fact]
    public void Rough_moves_a_country_s_clock_and_lets_the_last_service_begin_late()
    {
        var options = WorldOptions.Rough with { Services = 3 };
        var (moved, unmoved) = (World.Generate(options, 1).Baseline, World.Generate(options with { ClockChangeCountries = [] }, 1).Baseline);
        const int UnitedStates = 0, Brazil = 2;
        var late = options.ClockChangeMinute + 1440;

        Assert.Equal(unmoved.Rate(1, UnitedStates, late - 2880), moved.Rate(1, UnitedStates, late - 2880));
        Assert.InRange(moved.Rate(1, UnitedStates, late) / unmoved.Rate(1, UnitedStates, late + 60), 0.99, 1.01);
        Assert.Equal(unmoved.Rate(1, Brazil, late), moved.Rate(1, Brazil, late));
        Assert.Equal(0, moved.Rate(2, UnitedStates, options.NewServiceFrom!.Value - 120));
        Assert.True(moved.Rate(2, UnitedStates, options.NewServiceFrom.Value + 120) > 0);
    }

    private static (int Count, int Fresh) Sums(World world, int from, int to)
    {
        var rows = world.Counts.Rows.Where(row => row.Minute >= from && row.Minute < to && row.Series == 0).ToList();
        return (rows.Sum(row => row.Count), rows.Sum(row => row.Fresh));
    }

    /// <summary>Log-likelihood ratio of what was drawn under the outage's own rates against the baseline.</summary>
    private static double Drawn(World world, WorldLabel label)
    {
        var series = world.Counts.Series.ToList().IndexOf(label.Outage.Series);
        var (service, country) = Math.DivRem(series, Geography.Countries.Count);
        var outage = world.Outages.Single(outage => string.Equals(outage.Id, label.Outage.Event, StringComparison.Ordinal));
        var counts = world.Counts.Rows.Where(row => row.Series == series).ToDictionary(row => row.Minute, row => row.Count);
        return Enumerable.Range(outage.Start, outage.End - outage.Start).Sum(minute =>
        {
            var (usual, excess) = (world.Baseline.Rate(service, country, minute), outage.Excess(service, country, minute));
            return (counts.GetValueOrDefault(minute) * Math.Log(1 + excess)) - (usual * excess);
        });
    }
}
