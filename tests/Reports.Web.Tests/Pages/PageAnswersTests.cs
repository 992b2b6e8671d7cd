using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Reports.Pipeline.Status;
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

    [Theory]
    [InlineData("/?region=europe", true), InlineData("/outages?region=asia-pacific", true), InlineData("/map?region=america", true)]
    [InlineData("/?query=zoo", false), InlineData("/?region=nowhere", false)]
    public async Task A_page_of_the_board_is_drawn_once_for_each_board_and_never_of_the_one_before(string path, bool isForAll)
    {
        var holder = shared.Application.Services.GetRequiredService<StatusBoardHolder>();
        var answers = (IsCopy: !isForAll, IsCopyOfBefore: true);
        for (var attempt = 0; attempt < 20 && answers != (isForAll, false); attempt++)
        {
            // A look may publish another board in between. What somebody chose lives for two seconds.
            var board = holder.Current;
            using var drawn = await AskAsync(path, "en");
            await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, TestContext.Current.CancellationToken);
            using var again = await AskAsync(path, "en");
            holder.Publish(new StatusBoard(board.Version + 1_000_000, board.At, board.Simulated, board.Services, board.Outages));
            using var next = await AskAsync(path, "en");
            answers = (again.Headers.Age is not null, next.Headers.Age is not null);
        }

        Assert.Equal((isForAll, false), answers);
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
