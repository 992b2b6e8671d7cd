using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Scenarios.Playing;

namespace Reports.Scenarios.Tests.Scripts;

/// <summary>The founding story must come out the same at whatever hour of the week somebody starts the demo.</summary>
public sealed class ZoomBlackoutTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<Country> Countries = Shipped.Population.CountriesOf(Shipped.Zoom).Select(each => each.Country).ToList();

    [Fact]
    public void America_and_the_Middle_East_fail_widely_and_Europe_in_part_at_every_hour_of_the_week()
    {
        var least = new Dictionary<string, double>(StringComparer.Ordinal);
        var most = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var minute in Shipped.HoursOfWeek)
        {
            var player = PlayerWithOnset(minute);
            foreach (var region in MacroRegions.All)
            {
                var there = Countries.Where(country => country.MacroRegion == region).ToList();
                var share = there.Where(country => Fails(player, country)).Sum(country => Usual(country, minute)) / there.Sum(country => Usual(country, minute));
                least[region] = Math.Min(share, least.GetValueOrDefault(region, 1));
                most[region] = Math.Max(share, most.GetValueOrDefault(region, 0));
            }
        }

        output.WriteLine(string.Join("; ", MacroRegions.All.Select(region => $"{region} {least[region]:0.000} to {most[region]:0.000}")));
        Assert.True(least[MacroRegions.America] > 0.75);
        Assert.True(least[MacroRegions.MiddleEast] > 0.75);
        Assert.True(least[MacroRegions.Europe] > 0.15);
        Assert.True(most[MacroRegions.Europe] < 0.45);
        Assert.Equal(0, most[MacroRegions.Africa]);
        Assert.Equal(0, most[MacroRegions.AsiaPacific]);
    }

    [Fact]
    public void In_Europe_only_four_countries_fail()
    {
        var player = PlayerWithOnset(Shipped.Monday);

        Assert.Equal(["FR", "GB", "IT", "NL"], Countries.Where(country => country.MacroRegion == MacroRegions.Europe && Fails(player, country)).Select(country => country.Code).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Every_failing_country_of_weight_shows_four_reports_a_minute_from_the_second_minute_on()
    {
        foreach (var minute in Shipped.HoursOfWeek)
        {
            var player = PlayerWithOnset(minute);
            Assert.All(Countries.Where(country => Fails(player, country)), country =>
            {
                for (var passed = 1; passed <= 15; passed++)
                {
                    Assert.True(player.Extra(Shipped.Zoom, country, ReportKind.Down, player.OnsetMinute + passed) >= 4, $"{country.Code} at T+{passed}");
                }
            });
        }
    }

    [Fact]
    public void America_and_the_Middle_East_spare_no_country_of_two_percent_of_their_usual_reports()
    {
        foreach (var minute in Shipped.HoursOfWeek)
        {
            var player = PlayerWithOnset(minute);
            foreach (var region in (string[])[MacroRegions.America, MacroRegions.MiddleEast])
            {
                var there = Countries.Where(country => country.MacroRegion == region).ToList();
                var all = there.Sum(country => Usual(country, minute));
                Assert.All(there.Where(country => Usual(country, minute) >= 0.02 * all), country => Assert.True(Fails(player, country), $"{country.Code} at minute {minute}"));
            }
        }
    }

    [Fact]
    public void It_starts_at_once_peaks_after_a_quarter_of_an_hour_and_is_over_within_the_hour()
    {
        foreach (var minute in Shipped.HoursOfWeek.Where((_, index) => index % 5 == 0))
        {
            var player = PlayerWithOnset(minute);
            var course = Enumerable.Range(-2, 70).Select(passed => (Passed: passed, World: World(player, player.OnsetMinute + passed))).ToList();
            var peak = course.MaxBy(each => each.World);

            Assert.All(course.Where(each => each.Passed is < 0 or >= 45), each => Assert.Equal(0, each.World));
            Assert.True(course[3].World > 0.6 * peak.World);
            Assert.InRange(peak.Passed, 13, 17);
            Assert.InRange(peak.World, 150, 400);
            Assert.True(course[2 + 34].World < 0.25 * peak.World);
        }
    }

    [Fact]
    public void Works_reports_rise_while_it_recovers_and_not_before()
    {
        var player = PlayerWithOnset(Shipped.Monday + 15 * 60);
        var works = Enumerable.Range(0, 75).Select(passed => Countries.Sum(country => player.Extra(Shipped.Zoom, country, ReportKind.Works, player.OnsetMinute + passed))).ToList();

        Assert.Equal(0, works[15]);
        Assert.True(works[35] > 20);
        Assert.Equal(0, works[72]);
    }

    private static double Usual(Country country, int minute) => Shipped.Population.Usual(Shipped.Zoom, country, minute);

    private static bool Fails(ScenarioPlayer player, Country country) => player.Extra(Shipped.Zoom, country, ReportKind.Down, player.OnsetMinute + 5) > 0;

    private static double World(ScenarioPlayer player, int minute) => Countries.Sum(country => player.Extra(Shipped.Zoom, country, ReportKind.Down, minute));

    private static ScenarioPlayer PlayerWithOnset(int minute) => new(Shipped.Scenario("zoom-blackout"), Shipped.Population, MinuteBucket.Start(minute - 2));
}
