using System.Text.Json;
using System.Xml.Linq;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.Pages;

public sealed class SuggestTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    [Fact]
    public async Task Services_are_suggested_with_what_is_said_of_them_and_where_they_are()
    {
        var (typed, names, texts, addresses) = await AskAsync("/suggest?query=zoo&lang=it&prefix=it");

        Assert.Equal(("zoo", "Zoom", "/it/services/zoom"), (typed, names[0], addresses[0]));
        Assert.Equal(names.Length, texts.Length);
        Assert.DoesNotContain("", texts);
    }

    [Theory]
    [InlineData("", 0), InlineData("query=", 0), InlineData("query=%20%20", 0), InlineData("query=qqqqqqqq", 0), InlineData("query=a&lang=xx&prefix=..%2F..", 7)]
    public async Task Nothing_is_suggested_for_nothing_and_never_too_much(string query, int count)
    {
        var (_, names, _, addresses) = await AskAsync("/suggest?" + query);

        Assert.Equal(count, names.Length);
        Assert.All(addresses, address => Assert.StartsWith("/services/", address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_very_long_query_is_cut()
    {
        var (typed, names, _, _) = await AskAsync("/suggest?query=" + new string('z', 3000));

        Assert.Equal((80, 0), (typed.Length, names.Length));
    }

    [Fact]
    public async Task Browsers_can_take_the_search_as_their_own()
    {
        var page = await shared.Application.Client.GetStringAsync("/ar");
        Assert.Contains("href=\"/ar/opensearch.xml\"", page, StringComparison.Ordinal);
        var description = XDocument.Parse(await shared.Application.Client.GetStringAsync("/ar/opensearch.xml")).Root!;
        var search = description.Name.Namespace;
        var templates = description.Elements(search + "Url").ToDictionary(url => url.Attribute("type")!.Value, url => url.Attribute("template")!.Value, StringComparer.Ordinal);

        Assert.Equal("ar", description.Element(search + "Language")!.Value);
        var found = await shared.Application.Client.GetAsync(templates["text/html"].Replace("{searchTerms}", "zoom", StringComparison.Ordinal));
        Assert.Equal("/ar/services/zoom", found.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("/ar/services/zoom", (await AskAsync(templates["application/x-suggestions+json"].Replace("{searchTerms}", "zoom", StringComparison.Ordinal))).Addresses[0]);
    }

    private async Task<(string Typed, string[] Names, string[] Texts, string[] Addresses)> AskAsync(string address)
    {
        using var answer = await shared.Application.Client.GetAsync(address);
        Assert.Equal("application/x-suggestions+json", answer.Content.Headers.ContentType!.MediaType);
        var parts = JsonSerializer.Deserialize<JsonElement[]>(await answer.Content.ReadAsStringAsync())!;
        return (parts[0].GetString()!, parts[1].Deserialize<string[]>()!, parts[2].Deserialize<string[]>()!, parts[3].Deserialize<string[]>()!);
    }
}
