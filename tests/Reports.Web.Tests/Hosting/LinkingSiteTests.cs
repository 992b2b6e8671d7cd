using Reports.Web.Hosting;

namespace Reports.Web.Tests.Hosting;

public sealed class LinkingSiteTests
{
    [Theory]
    [InlineData("https://Forum.example/thread/7?x=1", "forum.example")]
    [InlineData("http://xn--bcher-kva.example/", "xn--bcher-kva.example")]
    [InlineData("https://t.co/abc", "t.co")]
    [InlineData("http://xn--ü.com/", "xn--ü.com")]
    [InlineData("http://⒈com.com/", "⒈com.com")]
    [InlineData("https://reports.example/services/zoom", null)]
    [InlineData("https://www.google.co.uk/search?q=zoom+down", null)]
    [InlineData("https://duckduckgo.com/", null)]
    [InlineData("android-app://com.example/", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("forum.example", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_link_on_another_site_tells_its_name(string? said, string? expected) => Assert.Equal(expected, LinkingSite.Of(said, "reports.example"));
}
