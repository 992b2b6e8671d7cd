using CsCheck;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Pipeline.Places;
using Reports.Scenarios.Playing;

namespace Reports.Scenarios.Tests.Playing;

public sealed class ScenarioPlayerTests
{
    private static readonly DateTimeOffset Ready = MinuteBucket.Start(Shipped.Monday + 900).AddSeconds(17);

    [Fact]
    public void The_onset_is_the_first_full_minute_two_minutes_after_ready() =>
        Gen.Int[0, 7 * 24 * 60 * 60 * 10].Sample(tenths =>
        {
            var ready = MinuteBucket.Start(Shipped.Monday).AddMilliseconds(tenths * 100L);
            var onset = MinuteBucket.Start(Player("calm", ready).OnsetMinute);
            return onset >= ready.AddMinutes(2) && onset < ready.AddMinutes(3);
        }, iter: 200);

    [Fact]
    public void The_same_start_gives_the_same_people()
    {
        var one = Player("zoom-blackout", Ready);
        var two = Player("zoom-blackout", Ready);

        Assert.Equal(one.Reports(one.OnsetMinute + 3), two.Reports(one.OnsetMinute + 3));
    }

    [Fact]
    public void Some_people_name_a_city_of_the_place_where_they_are()
    {
        var (player, locator) = (Player("zoom-blackout", Ready), new PlaceLocator());
        var all = Enumerable.Range(player.OnsetMinute, 12).SelectMany(player.Reports).Select(report => report.Submission).ToList();
        var named = all.Where(submission => submission.City is not null).ToList();

        Assert.InRange((double)named.Count / all.Count, 0.1, 0.5);
        Assert.All(named, submission => Assert.Equal((submission.Country!, submission.Subdivision), locator.Locate(submission.Latitude!.Value, submission.Longitude!.Value)!.Value));
    }

    [Fact]
    public void Another_start_gives_other_keys()
    {
        var one = Player("calm", Ready);
        var two = Player("calm", Ready.AddSeconds(1));
        var keys = one.Reports(one.OnsetMinute).Select(report => report.Caller.IdempotencyKey).ToHashSet(StringComparer.Ordinal);

        Assert.All(two.Reports(one.OnsetMinute), report => Assert.DoesNotContain(report.Caller.IdempotencyKey, keys));
    }

    [Fact]
    public void Nobody_reports_before_the_site_is_ready()
    {
        var player = Player("calm", Ready);

        Assert.All(player.Reports(MinuteBucket.Of(Ready)), report => Assert.True(report.At >= Ready));
        Assert.Empty(player.Reports(MinuteBucket.Of(Ready) - 1));
    }

    [Fact]
    public void The_usual_people_of_the_live_run_are_those_of_history()
    {
        var from = Shipped.Monday + 1400;
        var player = Player("calm", MinuteBucket.Start(from));
        var history = Shipped.Population.History(from, from + 60).GroupBy(row => row.Minute).ToDictionary(
            group => group.Key,
            group => group.SelectMany(row => Enumerable.Repeat((row.ServiceId, row.Place.ToString(), row.Kind, (int)row.ProblemId), row.Count)).Order().ToList());

        for (var minute = from; minute < from + 60; minute++)
        {
            var live = player.Reports(minute).Select(report =>
            {
                var service = Shipped.Services.Find(report.Submission.Service)!;
                var problem = report.Submission.Problem is { } slug ? Shipped.Services.FindProblem(service, slug)!.Id : 0;
                return (service.Id, report.Submission.Subdivision ?? report.Submission.Country!, report.Submission.Kind, (int)problem);
            });
            Assert.Equal(history.GetValueOrDefault(minute, []), live.Order());
        }
    }

    [Fact]
    public void Each_person_has_a_network_and_a_key_of_their_own_and_a_place_that_exists()
    {
        var player = Player("zoom-blackout", Ready);
        var reports = Enumerable.Range(player.OnsetMinute, 60).SelectMany(player.Reports).Where(report => report.Submission is { Service: "zoom", Kind: ReportKind.Down }).ToList();

        Assert.True(reports.Count > 4000);
        Assert.Equal(reports.Count, reports.Select(report => report.Caller.IdempotencyKey).Distinct(StringComparer.Ordinal).Count());
        Assert.True(reports.Select(Network).Distinct(StringComparer.Ordinal).Count() > 0.995 * reports.Count);
        Assert.All(reports, report =>
        {
            Assert.True(report.Caller.Address!.GetAddressBytes()[0] >= 240);
            Assert.NotNull(Shipped.Regions.FindCountry(report.Submission.Country));
            Assert.True(report.Submission.Subdivision is null || Shipped.Regions.FindSubdivision(report.Submission.Subdivision) is not null);
            Assert.True(report.Submission.Comment is null or { Length: <= 500 });
        });
        Assert.InRange(reports.Count(report => report.Submission.Problem == "joining") / (double)reports.Count, 0.42, 0.56);
        Assert.Contains(reports, report => report.Submission.Comment is not null);
        Assert.Contains(reports, report => report.Submission.Subdivision is not null);
    }

    [Fact]
    public void Bots_come_from_three_networks_only_and_change_their_browser()
    {
        var player = Player("zoom-blackout", Ready);
        var calm = Player("calm", Ready);
        var reports = Enumerable.Range(player.OnsetMinute + 12, 5).SelectMany(minute => player.Reports(minute)).Where(report => report.Submission.Service == "youtube").ToList();
        var usual = Enumerable.Range(player.OnsetMinute + 12, 5).SelectMany(minute => calm.Reports(minute)).Count(report => report.Submission.Service == "youtube");
        var busy = reports.GroupBy(Network, StringComparer.Ordinal).Where(group => group.Count() > 10).ToList();

        Assert.Equal(300 + usual, reports.Count);
        Assert.Equal(3, busy.Count);
        Assert.Equal(300, busy.Sum(group => group.Count()));
        Assert.All(busy, group => Assert.True(group.Select(report => report.Caller.UserAgent).Distinct(StringComparer.Ordinal).Count() > 5));
    }

    [Fact]
    public void The_viral_blip_lasts_one_minute()
    {
        var player = Player("zoom-blackout", Ready);
        var calm = Player("calm", Ready);
        var counts = Enumerable.Range(player.OnsetMinute + 4, 5).Select(minute => Of(player, minute) - Of(calm, minute)).ToList();

        Assert.Equal([0, 0, 0, 0], [counts[0], counts[1], counts[3], counts[4]]);
        Assert.True(counts[2] >= 5);

        static int Of(ScenarioPlayer player, int minute) => player.Reports(minute).Count(report => report.Submission.Service == "youtube");
    }

    [Fact]
    public void The_provider_speaks_four_times()
    {
        var player = Player("zoom-blackout", Ready);
        var updates = Enumerable.Range(player.OnsetMinute, 75).SelectMany(player.Updates).ToList();

        Assert.Equal([OfficialStatus.Investigating, OfficialStatus.Identified, OfficialStatus.Monitoring, OfficialStatus.Resolved], updates.Select(update => update.Status));
        Assert.Equal([11.0, 20, 30, 50], updates.Select(update => (update.At - MinuteBucket.Start(player.OnsetMinute)).TotalMinutes));
    }

    [Fact]
    public void A_cold_start_has_few_strays()
    {
        var cold = Player("cold-start", Ready);
        var calm = Player("calm", Ready);

        Assert.InRange(Count(cold) / (double)Count(calm), 0.1, 0.3);

        static int Count(ScenarioPlayer player) => Enumerable.Range(MinuteBucket.Of(Ready), 10).Sum(minute => player.Reports(minute).Count);
    }

    private static ScenarioPlayer Player(string scenario, DateTimeOffset ready) => new(Shipped.Scenario(scenario), Shipped.Population, ready);

    private static string Network(SimulatedReport report) => string.Join('.', report.Caller.Address!.GetAddressBytes().Take(3));
}
