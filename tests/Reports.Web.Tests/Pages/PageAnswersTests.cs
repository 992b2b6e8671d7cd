using System.Net.Http.Headers;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.Pages;

/// <summary>What the answer around a page promises: the policy for the browser, and one cached copy for each kind of reader.</summary>
public sealed class PageAnswersTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    [Theory]
    [InlineData("/"), InlineData("/it"), InlineData("/services/zoom"), InlineData("/outages"), InlineData("/map"), InlineData("/nowhere")]
    public async Task A_public_page_allows_nothing_inline_nothing_foreign_and_no_frame(string path)
    {
        using var answer = await AskAsync(path, "en");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy")).Split("; ");

        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain(policy, rule => rule.Contains("unsafe", StringComparison.Ordinal) || rule.Contains("http", StringComparison.Ordinal) || rule.Contains('*', StringComparison.Ordinal));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
    }

    [Theory]
    [InlineData("it", null, "lang=\"it\""), InlineData("en", "dark", "data-theme=\"dark\""), InlineData("en", "light", "data-theme=\"light\"")]
    public async Task The_cached_page_of_one_reader_is_not_given_to_one_with_another_language_or_theme(string language, string? theme, string expected)
    {
        // A copy lives for seconds: on a busy machine one that was just made may be gone.
        string? first = null;
        for (var attempt = 0; attempt < 50 && first is null; attempt++)
        {
            using var common = await AskAsync("/outages", "en");
            first = common.Headers.Age is null ? null : await common.Content.ReadAsStringAsync();
        }

        Assert.NotNull(first);
        using var other = await AskAsync("/outages", language, theme);
        Assert.DoesNotContain(expected, Opening(first), StringComparison.Ordinal);
        Assert.Contains(expected, Opening(await other.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private static string Opening(string page) => page[..page.IndexOf("<head>", StringComparison.Ordinal)];

    private async Task<HttpResponseMessage> AskAsync(string path, string language, string? theme = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        if (theme is not null)
        {
            request.Headers.Add("Cookie", $"theme={theme}");
        }

        return await shared.Application.Client.SendAsync(request);
    }
}
