using Reports.Benchmarks.Worlds;
using Reports.Detection.Evaluation;
using Reports.Simulator.Backtest;

namespace Reports.Benchmarks.Tests.Worlds;

/// <summary>What the yardstick sees and what it lets pass.</summary>
public sealed class TrueBaselineReferenceTests
{
    private const int Start = 5000, End = 5120, TailEnd = 5160, Poland = 11;
    private static readonly WorldOptions Options = new() { Name = "planted", Services = 1, Minutes = 7 * 1440, ScoreFrom = 1440 };

    [Fact]
    public void An_outage_of_one_country_is_found_there_within_minutes_and_closed()
    {
        var outage = new SimulatedOutage("ev", "country", [0], [Poland], Start, End, TailEnd, 4, 12, new Dictionary<(int, int), double> { [(0, Poland)] = 1 });
        var world = World.Of(Options, 1, WorldKit.Flat(1, 0.2, 0.11), [outage], []);

        var alarms = Alarms(world);

        var first = alarms.Where(alarm => alarm.Series is "svc00|EU/PL").MinBy(alarm => alarm.Start);
        Assert.InRange(first.Start, Start + 1, Start + 10);
        Assert.InRange(first.End, End - 10, TailEnd + 30);
        Assert.All(alarms, alarm => Assert.Contains(alarm.Series, new[] { "svc00|EU/PL", "svc00|EU", "svc00|*" }));
        Assert.All(alarms, alarm => Assert.InRange(alarm.Start, Start + 1, TailEnd));
    }

    [Theory, InlineData(0.002), InlineData(0.1), InlineData(2)]
    public void In_a_calm_world_a_series_is_silent_for_months(double rate)
    {
        var options = Options with { Services = 4, Minutes = 14 * 1440 };

        var alarms = Alarms(World.Of(options, 2, WorldKit.Flat(options.Services, rate, 0.11), [], []));

        const int SeriesWeeks = 4 * 16 * 2;
        Assert.InRange(alarms.Count, 0, SeriesWeeks / 10);
    }

    [Fact]
    public void A_blip_of_a_minute_and_bots_from_few_networks_raise_nothing_and_a_gap_hides_nothing()
    {
        SimulatedNuisance[] nuisances =
        [
            new SimulatedNuisance("blip", 0, 4000, 4001, new Dictionary<int, double> { [Poland] = 60 }),
            new SimulatedNuisance("bots", 0, 6000, 6060, new Dictionary<int, double> { [Poland] = 3 }),
            new SimulatedNuisance("collector-gap", -1, 8000, 8030, new Dictionary<int, double>()),
        ];
        var world = World.Of(Options, 3, WorldKit.Flat(1, 0.1, 0.11), [], nuisances);

        Assert.DoesNotContain(Alarms(world), alarm => alarm.Series is "svc00|EU/PL" or "svc00|EU" or "svc00|*"
            && Array.Exists(nuisances, nuisance => alarm.Start > nuisance.Start && alarm.Start <= nuisance.End + 15));
    }

    private static List<RaisedAlarm> Alarms(World world) =>
        [.. MinuteBacktest.Run(world.Counts, world.Regions, (tree, service) => new TrueBaselineReference(tree, service, world.Baseline)).Select(alarm => new RaisedAlarm(alarm.Series, alarm.Start, alarm.End))];
}
