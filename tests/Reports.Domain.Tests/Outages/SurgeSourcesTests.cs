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
    [InlineData(200, 100, 81.2917)]
    [InlineData(90, 100, 0)]
    public void What_is_usual_and_what_chance_adds_to_it_is_nobodys_surge(int seen, double usual, double beyond) =>
        Assert.Equal(beyond, SurgeSources.Beyond(seen, usual), 3);

    [Fact]
    public void A_crowd_that_was_sent_comes_over_one_link_and_says_one_thing() =>
        Assert.Equal(SourceDoubt.OneSource, new SurgeSources(2000, [1990, 10], [2000], [1900, 20], 2000).Doubt());

    [Theory]
    [InlineData(new[] { 1200, 500, 300 }, new[] { 2000 }, new[] { 1900 })]
    [InlineData(new[] { 2000 }, new[] { 1500, 500 }, new[] { 1900 })]
    [InlineData(new[] { 2000 }, new[] { 2000 }, new[] { 700, 600, 500 })]
    [InlineData(new[] { 2000 }, new[] { 2000 }, new int[0])]
    [InlineData(new int[0], new[] { 2000 }, new[] { 1900 })]
    public void People_who_differ_in_anything_are_witnesses(int[] problems, int[] countries, int[] links) =>
        Assert.Equal(SourceDoubt.None, new SurgeSources(2000, problems, countries, links, 2000).Doubt());
}
