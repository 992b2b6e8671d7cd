using System.Security.Cryptography;
using System.Text;
using Bunit;
using Reports.TestKit.Boards;
using Reports.Web.Features.Widget;
using Reports.Web.Localization;

namespace Reports.Web.Tests.Widget;

public sealed class EmbedPageTests : BunitContext
{
    private static readonly Languages Languages = Languages.Load(strict: true);

    [Theory]
    [InlineData("s", "en")]
    [InlineData("m", "it")]
    [InlineData("l", "en")]
    public void Every_size_has_one_link_one_heading_and_no_request(string size, string language)
    {
        var page = Draw(size, language);

        var link = Assert.Single(page.FindAll("a"));
        Assert.Equal("/services/zoom", link.GetAttribute("href"));
        Assert.Equal("_blank", link.GetAttribute("target"));
        Assert.Single(page.FindAll("h1"));
        Assert.Empty(page.FindAll("script, link, img, iframe, [style], [src]"));
        Assert.Equal(size is "s" ? 0 : 5, page.FindAll("[role=listitem]").Count);
        Assert.Equal(size is "l" ? 1 : 0, page.FindAll("svg.sp").Count);
    }

    [Fact]
    public void The_policy_allows_this_very_style_and_nothing_else()
    {
        var style = EmbedStyle.Element["<style>".Length..^"</style>".Length];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        Assert.Contains($"style-src 'sha256-{hash}'", EmbedStyle.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors *", EmbedStyle.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', style);
    }

    private IRenderedComponent<EmbedPage> Draw(string size, string language)
    {
        var texts = Languages.For(language);
        return Render<EmbedPage>(parameters => parameters
            .Add(page => page.View, EmbedView.Of(SampleBoards.Blackout(), "zoom", null, texts)!)
            .Add(page => page.T, texts).Add(page => page.Href, "/services/zoom").Add(page => page.Size, size));
    }
}
