using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using CsCheck;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.Widget;

public sealed class OembedTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    [Theory]
    [InlineData("services/zoom", "", 480, 356), InlineData("it/services/zoom", "&maxwidth=400", 360, 240), InlineData("services/zoom?range=7d", "&maxheight=100", 420, 64)]
    [InlineData("services/zoom", "&maxwidth=200&maxheight=50", 200, 50), InlineData("services/zoom", "&maxwidth=wide", 480, 356)]
    public async Task A_service_is_a_frame_that_fits(string path, string limits, int width, int height)
    {
        var answer = await shared.Application.GetAsync($"/oembed?url={Uri.EscapeDataString("http://localhost/" + path)}{limits}");

        Assert.Equal(("rich", "1.0", width, height), (Text(answer, "type"), Text(answer, "version"), answer.GetProperty("width").GetInt32(), answer.GetProperty("height").GetInt32()));
        var frame = XElement.Parse(Text(answer, "html"));
        Assert.Equal(("iframe", width.ToString(System.Globalization.CultureInfo.InvariantCulture)), (frame.Name.LocalName, frame.Attribute("width")!.Value));
        var source = frame.Attribute("src")!.Value;
        Assert.Equal(HttpStatusCode.OK, (await shared.Application.Client.GetAsync(source)).StatusCode);
        Assert.Equal(path.StartsWith("it/", StringComparison.Ordinal), source.Contains("lang=it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Xml_says_the_same()
    {
        var answer = await shared.Application.Client.GetAsync("/oembed?format=xml&url=http%3A%2F%2Flocalhost%2Fservices%2Fzoom");
        var root = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;

        Assert.Equal("text/xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("rich", root.Element("type")!.Value);
        Assert.StartsWith("<iframe ", root.Element("html")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest), InlineData("?url=nonsense", HttpStatusCode.NotFound), InlineData("?url=http%3A%2F%2Felsewhere.example%2Fservices%2Fzoom", HttpStatusCode.NotFound)]
    [InlineData("?url=http%3A%2F%2Flocalhost%2Fservices%2Fnobody", HttpStatusCode.NotFound), InlineData("?url=http%3A%2F%2Flocalhost%2Fmap", HttpStatusCode.NotFound)]
    [InlineData("?url=javascript%3Aalert(1)", HttpStatusCode.NotFound), InlineData("?format=yaml&url=http%3A%2F%2Flocalhost%2Fservices%2Fzoom", HttpStatusCode.NotImplemented)]
    public async Task Anything_else_is_refused_as_the_standard_has_it(string query, HttpStatusCode expected) =>
        Assert.Equal(expected, (await shared.Application.Client.GetAsync("/oembed" + query)).StatusCode);

    [Fact]
    public async Task Any_address_is_a_frame_of_any_size_or_is_not_found()
    {
        var urls = Gen.Select(Gen.OneOf("http://localhost/services/zoom", "http://localhost/it/services/", "http://localhost/outages/", "http://LOCALHOST:80//services/zoom#", "https://", "http://[::1", "", "http://localhost@"), Hostile.Text)
            .Select((start, text) => start + new string([.. text.Take(200)]));
        var sizes = Gen.OneOf(Gen.OneOf("", "0", "-1", "99999999999"), Gen.Int[0, 800].Select(size => $"{size}"));
        await Gen.Select(urls, sizes, sizes, Gen.OneOf("json", "xml")).SampleAsync(
            async (url, width, height, format) =>
            {
                var response = await shared.Application.Client.GetAsync($"/oembed?format={format}&url={WebUtility.UrlEncode(url)}&maxwidth={width}&maxheight={height}");
                Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound || (url.Length == 0 && response.StatusCode == HttpStatusCode.BadRequest), $"{(int)response.StatusCode}");
                if (response.StatusCode == HttpStatusCode.OK && format == "xml")
                {
                    Assert.Equal("oembed", XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!.Name.LocalName);
                }
            },
            iter: 300, threads: 2);

        Assert.Empty(shared.Application.Errors.Entries);
    }

    [Fact]
    public async Task Pages_lead_to_it()
    {
        var page = WebUtility.HtmlDecode(await shared.Application.Client.GetStringAsync("/ar/services/zoom"));
        var href = System.Text.RegularExpressions.Regex.Match(page, """json\+oembed" href="(?<href>[^"]+)""", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["href"].Value;

        Assert.Contains("lang=ar", Text(await shared.Application.GetAsync(href), "html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/widget"), InlineData("/tr/widget?service=zoom&region=europe&lang=ar&theme=dark&size=large"), InlineData("/widget?service=nobody&region=mars&lang=xx&theme=pink&size=huge")]
    public async Task The_builder_takes_what_it_is_asked(string path)
    {
        var page = await shared.Application.Client.GetStringAsync(path);

        Assert.Contains("&lt;outage-widget service=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("mars", page[page.IndexOf("id=\"result\"", StringComparison.Ordinal)..page.IndexOf("<footer", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;
}
