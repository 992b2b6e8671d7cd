using MathNet.Numerics.Distributions;
using Reports.Detection.Series;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Outages;

namespace Reports.Pipeline.Tests.Outages;

/// <summary>The cases in which the field blamed the wrong company, replayed minute by minute at their published quarter-hour peaks.</summary>
public sealed class WhoseFaultTests
{
    private const int FirstHour = 500_000;
    private const int LearntHours = 3 * 168;
    private const int Start = (FirstHour + LearntHours) * 60;
    private const double QuarterHour = 15;

    private static readonly SiteRegions Regions = new();

    private static readonly ServiceRelations Relations = new(
        [["verizon", "att", "t-mobile-us", "boost"], ["ee", "o2-uk", "vodafone-uk", "three-uk"]],
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["att"] = ["cricket"], ["aws"] = ["slack", "netflix", "reddit", "signal"] });

    [Fact]
    public void T_Mobile_2020_is_not_an_outage_of_Verizon_or_of_ATT()
    {
        var told = Replay("US", new("t-mobile-us", 113_980), new("verizon", 8_619, Lag: 90), new("att", 3_861, Lag: 90));

        Assert.Equal(["t-mobile-us"], told.Flagged);
        Assert.All(new[] { "verizon", "att" }, slug => told.AssertBlames(slug, "t-mobile-us", CauseKind.Confused));
        told.AssertBlamesNobody("t-mobile-us");
    }

    [Fact]
    public void Vodafone_2020_is_not_an_outage_of_the_other_networks()
    {
        var told = Replay("GB", new("vodafone-uk", 9_686), new("ee", 411), new("o2-uk", 519), new("three-uk", 322));

        Assert.Equal(["vodafone-uk"], told.Flagged);
        Assert.All(new[] { "ee", "o2-uk", "three-uk" }, slug => told.AssertBlames(slug, "vodafone-uk", CauseKind.Confused));
        told.AssertBlamesNobody("vodafone-uk");
    }

    [Fact]
    public void ATT_2024_took_Cricket_with_it_and_nobody_else()
    {
        var told = Replay("US", new("att", 73_500), new("cricket", 13_000), new("verizon", 4_000), new("t-mobile-us", 1_800), new("boost", 700));

        Assert.Equal(["att", "cricket"], told.Flagged);
        Assert.All(new[] { "verizon", "t-mobile-us", "boost" }, slug => told.AssertBlames(slug, "att", CauseKind.Confused));
        told.AssertBlames("cricket", "att", CauseKind.DependsOn);
        told.AssertBlamesNobody("att");
    }

    [Fact]
    public void Zoom_and_Reddit_in_the_same_hour_have_nothing_to_do_with_each_other()
    {
        var told = Replay("US", new("zoom", 1_000), new("reddit", 4_000));

        Assert.Equal(["reddit", "zoom"], told.Flagged);
        Assert.Empty(told.Blamed);
    }

    [Fact]
    public void Two_networks_that_really_fail_together_are_both_told()
    {
        var told = Replay("US", new("verizon", 40_000), new("t-mobile-us", 60_000));

        Assert.Equal(["t-mobile-us", "verizon"], told.Flagged);
        Assert.Empty(told.Blamed);
    }

    [Fact]
    public void A_network_that_fails_where_the_other_does_not_is_told()
    {
        var told = Replay([("US", new("att", 73_500)), ("CA", new("verizon", 4_000))]);

        Assert.Equal(["att", "verizon"], told.Flagged);
        Assert.Empty(told.Blamed);
    }

    [Fact]
    public void A_cloud_that_fails_with_its_customers_is_named()
    {
        var told = Replay("US", new("aws", 300), new("slack", 3_000), new("netflix", 2_000), new("signal", 900));

        Assert.Equal(["aws", "netflix", "signal", "slack"], told.Flagged);
        Assert.All(new[] { "slack", "netflix", "signal" }, slug => told.AssertBlames(slug, "aws", CauseKind.DependsOn));
        told.AssertBlamesNobody("aws");
    }

    [Fact]
    public void A_cloud_whose_surge_is_no_proof_is_not_blamed_for_its_customers()
    {
        var told = Replay([("US", new("aws", 300)), ("US", new("slack", 3_000)), ("US", new("netflix", 2_000)), ("US", new("signal", 900))], "aws");

        Assert.Empty(told.Blamed);
    }

    private static Told Replay(string country, params Surge[] surges) => Replay([.. surges.Select(surge => (country, surge))]);

    /// <summary>Three hours at the pace of a large outage: half an hour up, an hour at the peak, an hour down.</summary>
    private static Told Replay((string Country, Surge Surge)[] story, params string[] doubted)
    {
        var random = new Random(6_2020);
        var services = story.Select((one, i) => new MonitoredService(i + 1, one.Surge.Slug, one.Surge.Slug, "x", "https://x.example", null, [], [], [])).ToList();
        var catalog = new ServiceCatalog(services, [], Relations);
        var watches = services.ToDictionary(service => service.Slug, service => new ServiceWatch(service, Regions, DetectorThresholds.For(319)), StringComparer.Ordinal);
        foreach (var (country, surge) in story)
        {
            Teach(watches[surge.Slug], Regions.IndexOf(country), surge.Usual, random);
        }

        var told = new Told([], []);
        var causes = new CauseFinder(catalog, Regions, new LearntRelations());
        for (var minute = 0; minute < 300; minute++)
        {
            foreach (var (country, surge) in story)
            {
                var watch = watches[surge.Slug];
                var reports = Poisson.Sample(random, surge.Usual + (surge.Peak / QuarterHour * Shape(minute - 30 - surge.Lag)));
                watch.Advance(Start + minute, [new MinuteCount(watch.Service.Id, Start + minute, PlaceId.Parse(country), ReportKind.Down, 0, reports, reports)], observed: true);
            }

            foreach (var watch in watches.Values)
            {
                var noProof = doubted.ToHashSet(StringComparer.Ordinal);
                var spill = causes.FindSpill(watch, watches, noProof);
                Note(told, watch.Service.Slug, spill, spill.Cause ?? causes.FindProvider(watch, watches, noProof), watch);
            }
        }

        return told;
    }

    /// <summary>As the keeper of outages does.</summary>
    private static void Note(Told told, string slug, Spill spill, ProbableCause? blamed, ServiceWatch watch)
    {
        if (new AlarmSummary(watch.Verdicts, spill.Explained).Evidence == OutageEvidence.Strong)
        {
            told.Flagged.Add(slug);
        }

        if (blamed is { } cause)
        {
            told.Blamed.Add((slug, cause.Service.Slug, cause.Kind));
        }
    }

    private static void Teach(ServiceWatch watch, int region, double usual, Random random)
    {
        for (var hour = FirstHour; hour < FirstHour + LearntHours; hour++)
        {
            var minutes = Enumerable.Range(0, 60).Select(_ => Poisson.Sample(random, usual)).ToList();
            watch.LearnHour(hour, 60, [new RegionHour(region, minutes.Sum(), minutes.Sum(), minutes.Sum(n => (double)n * n), Frozen: false)]);
        }
    }

    private static double Shape(int minute) => minute switch
    {
        < 0 => 0,
        < 30 => minute / 30.0,
        < 90 => 1,
        < 150 => (150 - minute) / 60.0,
        _ => 0,
    };

    /// <param name="Peak">Reports in the highest quarter of an hour.</param>
    /// <param name="Lag">Minutes after the first service of the story.</param>
    private sealed record Surge(string Slug, double Peak, int Lag = 0)
    {
        public double Usual => 0.4;
    }

    private sealed record Told(SortedSet<string> Flagged, HashSet<(string Slug, string Cause, CauseKind Kind)> Blamed)
    {
        public void AssertBlamesNobody(string slug) => Assert.DoesNotContain(Blamed, blame => string.Equals(blame.Slug, slug, StringComparison.Ordinal));

        public void AssertBlames(string slug, string cause, CauseKind kind) =>
            Assert.Equal([(slug, cause, kind)], Blamed.Where(blame => string.Equals(blame.Slug, slug, StringComparison.Ordinal)));
    }
}
