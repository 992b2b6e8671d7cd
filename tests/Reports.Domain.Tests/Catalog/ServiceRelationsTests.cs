using Reports.Domain.Catalog;

namespace Reports.Domain.Tests.Catalog;

public sealed class ServiceRelationsTests
{
    private static readonly ServiceCatalog Services = ServiceCatalog.LoadShipped();

    [Fact]
    public void The_shipped_relations_name_services_of_the_catalogue()
    {
        Assert.All(Services.Relations.Confused, group => Assert.All(group, slug => Assert.NotNull(Services.Find(slug))));
        Assert.All(Services.Relations.Confused, group => Assert.True(group.Count > 1));
        Assert.All(Services.Relations.Customers, provider =>
        {
            Assert.NotNull(Services.Find(provider.Key));
            Assert.All(provider.Value, slug => Assert.NotNull(Services.Find(slug)));
            Assert.DoesNotContain(provider.Key, provider.Value);
        });
    }

    [Fact]
    public void Networks_of_a_country_are_mixed_up_and_a_rented_network_is_a_provider()
    {
        Assert.Equal(["att", "t-mobile-us"], Services.Relations.ConfusedWith("verizon"));
        Assert.Equal(["vodafone-it"], Services.Relations.ProvidersOf("ho-mobile"));
        Assert.Empty(Services.Relations.ConfusedWith("zoom"));
    }

    [Fact]
    public void Who_runs_on_a_network_fails_with_it_and_is_not_mixed_up_with_it()
    {
        Assert.DoesNotContain("vodafone-it", Services.Relations.ConfusedWith("ho-mobile"));
        Assert.Contains("tim", Services.Relations.ConfusedWith("ho-mobile"));
        Assert.Contains("ho-mobile", Services.Relations.ConfusedWith("vodafone-it"));
    }

    [Theory]
    [InlineData("slack", "netflix", true)] // one cloud
    [InlineData("slack", "aws", true)]
    [InlineData("aws", "slack", true)]
    [InlineData("zoom", "webex", false)]
    [InlineData("verizon", "att", false)]
    public void What_runs_on_the_other_or_on_the_same_fails_together(string one, string other, bool expected) =>
        Assert.Equal(expected, Services.Relations.FailTogether(one, other));
}
