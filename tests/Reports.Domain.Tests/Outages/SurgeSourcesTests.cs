using MathNet.Numerics.Distributions;
using Reports.Domain.Outages;

namespace Reports.Domain.Tests.Outages;

public sealed class SurgeSourcesTests
{
    [Theory]
    [InlineData(0, SourceDoubt.FewNetworks)]
    [InlineData(64, SourceDoubt.FewNetworks)]
    [InlineData(65, SourceDoubt.None)]
    public void An_outage_takes_more_networks_than_one_person_can_have(double networks, SourceDoubt doubt) =>
        Assert.Equal(doubt, new SurgeSources(networks, [40, 30, 30], [100], [], 100).Doubt());

    [Theory]
    [InlineData(65, 0, 65)]
    [InlineData(200, 100, 63.3165)]
    [InlineData(2000, 1000, 845.8896)]
    [InlineData(90, 100, 0)]
    public void What_is_usual_and_what_chance_adds_to_it_is_nobodys_surge(int seen, double usual, double beyond) =>
        Assert.Equal(beyond, SurgeSources.Beyond(seen, usual), 3);

    /// <summary>Of the honest networks of an hour, drawn as the detector takes them, those that chance adds lend none to 64 of one person.</summary>
    [Theory]
    [InlineData(0.2), InlineData(1), InlineData(5), InlineData(15), InlineData(60), InlineData(200)]
    public void The_networks_of_one_person_and_chance_open_nothing(double usual)
    {
        const int Looks = 200_000;
        var random = new Random(20_201);
        var rates = new Gamma(usual / 0.25, 1 / 0.25, random);
        var opened = rates.Samples().Take(Looks).Count(rate => SurgeSources.Beyond(SurgeSources.MostOfOne + Poisson.Sample(random, Math.Max(rate, 1e-9)), usual) > SurgeSources.MostOfOne);
        Assert.InRange(opened, 0, Looks / 1000 * 1.4);
    }

    [Fact]
    public void A_crowd_that_says_nothing_is_no_more_to_be_believed() =>
        Assert.Equal(SourceDoubt.OneSource, new SurgeSources(2000, [], [2000], [1900], 2000).Doubt());

    [Fact]
    public void A_crowd_that_was_sent_comes_over_one_link_and_says_one_thing() =>
        Assert.Equal(SourceDoubt.OneSource, new SurgeSources(2000, [1990, 10], [2000], [1900, 20], 2000).Doubt());

    [Theory]
    [InlineData(new[] { 1200, 500, 300 }, new[] { 2000 }, new[] { 1900 })]
    [InlineData(new[] { 2000 }, new[] { 1500, 500 }, new[] { 1900 })]
    [InlineData(new[] { 2000 }, new[] { 2000 }, new[] { 700, 600, 500 })]
    [InlineData(new[] { 2000 }, new[] { 2000 }, new int[0])]
    public void People_who_differ_in_anything_are_witnesses(int[] problems, int[] countries, int[] links) =>
        Assert.Equal(SourceDoubt.None, new SurgeSources(2000, problems, countries, links, 2000).Doubt());
}
