using CsCheck;
using Reports.Scenarios.Chance;

namespace Reports.Scenarios.Tests.Chance;

public sealed class DiceTests
{
    [Fact]
    public void The_same_name_gives_the_same_numbers_and_another_name_others() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample((one, two) =>
            new Dice(one, two).NextBits() == new Dice(one, two).NextBits()
            && new Dice(one, two).NextBits() != new Dice(one, two + 1).NextBits()
            && (one == two || new Dice(one, two).NextBits() != new Dice(two, one).NextBits()));

    [Theory]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(30)]
    public void Poisson_numbers_have_their_mean_as_mean_and_variance(double mean)
    {
        var dice = new Dice(1);
        var draws = Enumerable.Range(0, 40_000).Select(_ => dice.NextPoisson(mean)).ToList();
        var seen = draws.Average();

        Assert.InRange(seen / mean, 0.93, 1.07);
        Assert.InRange(draws.Average(draw => (draw - seen) * (draw - seen)) / mean, 0.9, 1.1);
    }

    [Fact]
    public void Gamma_numbers_have_mean_one_and_a_variance_of_one_by_shape()
    {
        var dice = new Dice(1);
        var draws = Enumerable.Range(0, 20_000).Select(_ => dice.NextGamma(16)).ToList();

        Assert.InRange(draws.Average(), 0.99, 1.01);
        Assert.InRange(draws.Average(draw => (draw - 1) * (draw - 1)), 0.95 / 16, 1.05 / 16);
    }

    [Fact]
    public void A_choice_follows_its_weights_and_never_takes_what_weighs_nothing()
    {
        var choice = new WeightedChoice<string>([("never", 0), ("one", 1), ("three", 3)]);
        var dice = new Dice(1);
        var draws = Enumerable.Range(0, 20_000).Select(_ => choice.Draw(dice)).ToList();

        Assert.DoesNotContain("never", draws, StringComparer.Ordinal);
        Assert.InRange(draws.Count(draw => draw == "three") / 20_000.0, 0.74, 0.76);
    }

    [Fact]
    public void A_choice_of_nothing_is_refused() => Assert.Throws<ArgumentException>(() => new WeightedChoice<int>([(1, 0)]));
}
