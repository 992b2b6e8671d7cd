using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.Pages;

/// <summary>Home begins with the region of its reader, and the copy of one reader is not given to one from elsewhere.</summary>
public sealed partial class OwnRegionTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    [Theory]
    [InlineData("/", "it-IT", null, "europe")]
    [InlineData("/", "it", null, "europe")]
    [InlineData("/it", "en", null, "europe")]
    [InlineData("/", "de,en-US;q=0.7,en;q=0.3", null, "europe")]
    [InlineData("/", "en,fr-SN;q=0", "africa", "africa")]
    [InlineData("/en", "en-US", null, "america")]
    [InlineData("/en", "en-IN,en;q=0.5", null, "asia-pacific")]
    [InlineData("/en", "en-US", "africa", "africa")]
    [InlineData("/it", "it-IT", "nowhere", "europe")]
    public async Task The_region_comes_from_the_choice_then_the_languages(string path, string languages, string? chosen, string expected)
    {
        var page = await AskAsync(path, languages, chosen);
        Assert.Equal(expected, FirstCell().Match(page).Groups["region"].Value);
    }

    [Fact]
    public async Task Two_readers_of_one_address_get_their_own_region_and_the_same_five()
    {
        var (one, other) = (await AskAsync("/en", "en-GB"), await AskAsync("/en", "en-US"));
        var (first, second) = (Cells(one), Cells(other));

        Assert.Equal("europe", first[0]);
        Assert.Equal("america", second[0]);
        Assert.Equal(5, first.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(first.Order(StringComparer.Ordinal), second.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_tells_no_region_is_first_and_the_page_says_so()
    {
        var page = await AskAsync("/en", "en");
        Assert.Equal(["america", "middle-east", "europe", "africa", "asia-pacific"], Cells(page));
        Assert.Contains("nothing tells us where you are", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("europe", "/it?region=africa", "region=europe;", "/it?region=africa")]
    [InlineData("", "/it", "region=;", "/it")]
    [InlineData("atlantis", "//elsewhere.example", "region=;", "/")]
    public async Task A_choice_is_one_cookie_and_leads_back_to_the_page(string region, string back, string cookie, string location)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["region"] = region, ["return"] = back });
        using var client = shared.Application.CreateDefaultClient();
        using var answer = await client.PostAsync("/region", form);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith(cookie, Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(location, answer.Headers.Location?.ToString());
    }

    private async Task<string> AskAsync(string path, string languages, string? chosen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        request.Headers.TryAddWithoutValidation("Accept-Language", languages);
        if (chosen is not null)
        {
            request.Headers.Add("Cookie", $"region={chosen}");
        }

        using var answer = await shared.Application.Client.SendAsync(request);
        Assert.True(answer.Headers.CacheControl?.Private, "A cache of others would give one reader the region of another.");
        return await answer.Content.ReadAsStringAsync();
    }

    private static List<string> Cells(string page) => [.. FirstCell().Matches(page[page.IndexOf("class=\"strip\"", StringComparison.Ordinal)..page.IndexOf("own-region", StringComparison.Ordinal)]).Select(match => match.Groups["region"].Value)];

    [GeneratedRegex("<a class=\"(?:wide|part|none)[^>]*region=(?<region>[a-z-]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FirstCell();
}
