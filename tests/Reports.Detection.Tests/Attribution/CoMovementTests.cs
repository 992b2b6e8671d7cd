using MathNet.Numerics.Distributions;
using Reports.Detection.Attribution;

namespace Reports.Detection.Tests.Attribution;

public sealed class CoMovementTests
{
    private const int Day = 24 * 60;
    private const int Year = 365 * Day;
    private const int Now = 2 * Year;
    private const int Origin = 1;
    private const int Follower = 2;
    private const int Country = 7;

    [Theory]
    [InlineData(CoMovement.SameCategory, 3)]
    [InlineData(CoMovement.AnyPair, 5)]
    public void Repeated_spills_are_learnt_in_the_one_direction(double odds, int times)
    {
        var learnt = Assert.Single(Learn(Spills(times), odds));

        Assert.Equal((Origin, Follower, times, times), (learnt.Origin, learnt.Follower, learnt.Outages, learnt.Followed));
        Assert.InRange(learnt.Probability, CoMovement.LearntFrom, 1);
    }

    [Fact]
    public void The_posterior_is_that_of_the_closed_form()
    {
        // Three outages at different hours, all followed, by chance one in a hundred: ∫ (1 − q + qr)³ dq = (r⁴ − 1) / (4 (r − 1)).
        double[] shares = [0.04, 0.04, 0.04];
        var history = shares.SelectMany((share, i) => Spill(Now - ((i + 1) * ((25 * Day) + (5 * 60))), share));
        static double Integral(double ratio) => (Math.Pow(ratio, 4) - 1) / (4 * (ratio - 1));
        var confusion = CoMovement.SameCategory * Integral(SpillModel.ShareRatio(405, 5, 10_000) / 0.01);

        var learnt = Assert.Single(Learn(history, CoMovement.SameCategory));

        Assert.Equal(confusion / (1 + (Integral(1 / 0.01) / 100) + confusion), learnt.Probability, 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Twice_is_too_little(int times) => Assert.Empty(Learn(Spills(times), CoMovement.SameCategory));

    [Fact]
    public void Three_times_on_one_day_are_one_event()
    {
        var day = Enumerable.Range(0, 3).SelectMany(i => Spill(Now - (100 * Day) + (i * 6 * 60), 0.04));

        Assert.Empty(Learn(day, CoMovement.SameCategory));
    }

    [Fact]
    public void A_pair_that_is_ruled_out_is_not_learnt() => Assert.Empty(Learn(Spills(12), 0));

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_pair_that_fails_together_at_its_own_size_is_not_mixed_up(double share) =>
        Assert.Empty(Learn(Enumerable.Range(1, 20).SelectMany(i => Spill(Now - (i * 12 * Day), share)), CoMovement.SameCategory));

    [Fact]
    public void One_that_fails_together_at_any_size_is_not_mixed_up()
    {
        double[] shares = [0.03, 2, 0.2, 0.06, 0.6, 0.04, 1];

        Assert.Empty(Learn(shares.SelectMany((share, i) => Spill(Now - ((i + 1) * 30 * Day), share)), CoMovement.SameCategory));
    }

    [Fact]
    public void Many_outages_that_spill_nothing_outweigh_three_that_seem_to() =>
        Assert.Empty(Learn([.. Spills(3), .. Enumerable.Range(1, 150).Select(i => Surge(Origin, Now - (200 * Day) + (i * Day), 10_000))], CoMovement.AnyPair));

    [Fact]
    public void Outages_where_the_follower_has_nobody_say_nothing()
    {
        var elsewhere = Enumerable.Range(1, 150).Select(i => Surge(Origin, Now - (200 * Day) + (i * Day), 10_000, Country + 1));

        Assert.Single(Learn([.. Spills(5), .. elsewhere], CoMovement.AnyPair));
    }

    [Fact]
    public void Surges_elsewhere_do_not_follow() =>
        Assert.Empty(Learn(Spills(12).Select(surge => surge.Service == Origin ? surge : Surge(Follower, surge.OnsetMinute, 400, Country + 1)), CoMovement.SameCategory));

    [Fact]
    public void Surges_that_came_first_do_not_follow() =>
        Assert.Empty(Learn(Spills(12).Select(surge => surge.Service == Origin ? surge : surge with { OnsetMinute = surge.OnsetMinute - 60 }), CoMovement.SameCategory));

    [Fact]
    public void What_was_put_down_to_another_service_has_spilt_nothing() =>
        Assert.Empty(Learn(Spills(12).Select(surge => surge with { IsOwnOutage = false }), CoMovement.SameCategory));

    [Fact]
    public void A_relation_is_forgotten_a_year_after_it_showed_last()
    {
        var last = Spills(4).Max(surge => surge.OnsetMinute);

        Assert.Single(Learn(Spills(4), CoMovement.SameCategory, Now));
        Assert.Empty(Learn(Spills(4), CoMovement.SameCategory, last + Year));
    }

    [Fact]
    public void Nothing_is_learnt_from_nothing() => Assert.Empty(Learn([], CoMovement.SameCategory));

    /// <summary>Fifty sites of forty services whose surges of any size, in the evening, know nothing of each other: 78 000 pairs.</summary>
    [Theory]
    [InlineData(25, CoMovement.AnyPair, 0)]
    [InlineData(25, CoMovement.SameCategory, 2)]
    [InlineData(60, CoMovement.AnyPair, 2)]
    [InlineData(60, CoMovement.SameCategory, 8)]
    public void Chance_is_seldom_taken_for_a_relation(double surgesAYear, double odds, int most)
    {
        var random = new Random(2_2024);
        var learnt = 0;
        for (var site = 0; site < 50; site++)
        {
            var history = Enumerable.Range(0, 40).SelectMany(service => Enumerable.Range(0, Poisson.Sample(random, surgesAYear)).Select(_ => Surge(
                service, Evening(random, Now - Day - random.Next(Year - Day)), 10 * Math.Pow(2000, random.NextDouble()), random.Next(3), 30 + random.Next(300))));
            learnt += Learn(history, odds).Count;
        }

        Assert.InRange(learnt, 0, most);
    }

    private static int Evening(Random random, int minute) => (minute / Day * Day) + (int)Math.Clamp(Normal.Sample(random, 19 * 60, 150), 0, Day - 1);

    private static IReadOnlyList<LearntConfusion> Learn(IEnumerable<PastSurge> history, double odds, int now = Now) => CoMovement.Learn(history, now, (_, _) => odds);

    /// <summary>Monthly outages, with shares as documented.</summary>
    private static IEnumerable<PastSurge> Spills(int times)
    {
        double[] shares = [0.042, 0.054, 0.033, 0.076, 0.034, 0.055, 0.025];
        return Enumerable.Range(0, times).SelectMany(i => Spill(Now - ((i + 1) * 25 * Day), shares[i % shares.Length]));
    }

    private static PastSurge[] Spill(int minute, double share) => [Surge(Origin, minute, 10_000), Surge(Follower, minute + 15, share * 10_000)];

    private static PastSurge Surge(int service, int minute, double excess, int region = Country, int length = 120) =>
        new(service, minute, minute + length, IsOwnOutage: true, [new SurgePlace(region, excess + 5, 5)]);
}
