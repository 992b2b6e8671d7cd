using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reports.Domain.Intake;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Status;
using Reports.Web.Features;
using Reports.Web.Hosting;
using Reports.Web.Tests.Api;
using HeaderUtilities = Microsoft.Net.Http.Headers.HeaderUtilities;

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
    [InlineData("/?region=europe"), InlineData("/outages?region=asia-pacific"), InlineData("/map?region=america"), InlineData("/es/services/zoom")]
    [InlineData("/api/v1/outages?state=open"), InlineData("/api/v1/services/zoom"), InlineData("/api/v1/map")]
    public async Task A_page_of_the_board_is_kept_but_never_of_the_board_before(string path)
    {
        var holder = shared.Application.Services.GetRequiredService<StatusBoardHolder>();
        Assert.Equal((true, false), await CopiesAsync(path, () =>
        {
            var board = holder.Current;
            holder.Publish(new StatusBoard(board.Version + 1_000_000, board.At, board.Simulated, board.Services, board.Outages));
            return Task.FromResult(holder.Current.Version);
        }));
    }

    [Fact]
    public async Task A_comment_that_is_hidden_is_not_on_a_copy_of_the_page()
    {
        var holder = shared.Application.Services.GetRequiredService<StatusBoardHolder>();
        var review = shared.Application.Services.GetRequiredService<CommentReview>();
        Assert.Equal((true, false), await CopiesAsync("/tr/services/zoom", async () =>
        {
            var version = holder.Current.Version;
            await review.SetAsync([Guid.NewGuid()], CommentState.Hidden, CancellationToken.None);
            return version;
        }));
    }

    [Theory]
    [InlineData("", 15), InlineData("?region=europe", 15), InlineData("?Region=America", 2), InlineData("?region=nowhere", 2), InlineData("?region=europe&region=america", 2)]
    [InlineData("?query=zoom", 2), InlineData("?region=europe&query=zoom", 2), InlineData("?at=2020-05-17", 2)]
    [InlineData("", 15, "zoom"), InlineData("?region=europe", 2, "zoom")]
    public async Task A_page_of_the_board_is_kept_as_long_as_many_ask_for_it(string query, int seconds, string? service = null)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(query);
        http.Request.RouteValues = service is null ? [] : new RouteValueDictionary { ["slug"] = service };
        var context = new OutputCacheContext { HttpContext = http };
        await new BoardPageCaching().CacheRequestAsync(context, default);
        Assert.Equal(TimeSpan.FromSeconds(seconds), context.ResponseExpirationTimeSpan);
    }

    [Theory]
    [InlineData("/api/v1/outages", "?state=open", 15), InlineData("/api/v1/outages", "?State=open", 15), InlineData("/api/v1/outages", "", null), InlineData("/api/v1/outages", "?state=resolved", null)]
    [InlineData("/api/v1/outages", "?state=open&state=open", null), InlineData("/api/v1/outages", "?state=open&from=2026-01-01", null), InlineData("/api/v1/outages/{id:guid}", "", null)]
    [InlineData("/api/v1/services/{slug}", "", 15), InlineData("/api/v1/services", "?query=zoom", null)]
    public async Task What_the_board_answers_alone_is_kept_as_long_as_a_board_stands(string route, string query, int? seconds)
    {
        var http = Asking(route, query);
        var context = new OutputCacheContext { HttpContext = http };

        await new BoardAnswerCaching(TimeProvider.System).CacheRequestAsync(context, default);

        Assert.Equal(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), context.ResponseExpirationTimeSpan);
        Assert.Equal(seconds is not null, context.CacheVaryByRules.VaryByValues.ContainsKey("board"));
    }

    [Theory]
    [InlineData("/api/v1/outages", "?state=open", "0"), InlineData("/api/v1/outages", "", "8")]
    public async Task A_copy_that_is_true_as_long_as_the_board_stands_is_of_now(string route, string query, string age)
    {
        var (http, response) = (Asking(route, query), new HeldResponse());
        http.Features.Set<IHttpResponseFeature>(response);
        var now = new DateTimeOffset(2026, 3, 1, 10, 0, 8, TimeSpan.Zero);
        (response.Headers.Age, response.Headers.Date) = ("8", HeaderUtilities.FormatDate(now.AddSeconds(-8)));

        await new BoardAnswerCaching(new FakeTimeProvider(now)).ServeFromCacheAsync(new OutputCacheContext { HttpContext = http }, default);
        await response.StartAsync();

        Assert.Equal(age, response.Headers.Age);
        Assert.Equal(age is "0" ? now : now.AddSeconds(-8), HeaderUtilities.TryParseDate(response.Headers.Date.ToString(), out var date) ? date : default);
    }

    private DefaultHttpContext Asking(string route, string query)
    {
        var services = shared.Application.Services;
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.QueryString = new QueryString(query);
        http.SetEndpoint(services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .First(endpoint => endpoint.RoutePattern.RawText?.TrimEnd('/') == route && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is ["GET"]));
        return http;
    }

    private sealed class HeldResponse : HttpResponseFeature
    {
        private readonly List<Func<Task>> _starting = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Add(() => callback(state));

        public Task StartAsync() => Task.WhenAll(_starting.Select(start => start()));
    }

    [Fact]
    public void A_page_that_lacks_something_is_kept_for_seconds()
    {
        var context = new OutputCacheContext { HttpContext = new DefaultHttpContext(), ResponseExpirationTimeSpan = TimeSpan.FromSeconds(15) };
        context.HttpContext.Features.Set<IOutputCacheFeature>(new CacheFeature(context));
        BoardPageCaching.KeepBriefly(context.HttpContext);
        Assert.Equal(TimeSpan.FromSeconds(2), context.ResponseExpirationTimeSpan);
    }

    /// <summary>Asks twice for a page, and once more after a change.</summary>
    /// <param name="change">Says of which board the last answer should be.</param>
    /// <returns>Whether the second was a copy of the first, and the third one of theirs.</returns>
    private async Task<(bool IsCopy, bool IsCopyOfBefore)> CopiesAsync(string path, Func<Task<long>> change)
    {
        var holder = shared.Application.Services.GetRequiredService<StatusBoardHolder>();
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var before = holder.Current.Version;
            using var drawn = await AskAsync(path, "en");
            using var again = await AskAsync(path, "en");
            var isUndisturbed = holder.Current.Version == before;
            var expected = await change();
            using var next = await AskAsync(path, "en");

            // A look may publish another board in between.
            if (isUndisturbed && holder.Current.Version == expected)
            {
                return (again.Headers.Age is not null, next.Headers.Age is not null);
            }
        }

        throw new InvalidOperationException("There was a new board each time.");
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

    private sealed record CacheFeature(OutputCacheContext Context) : IOutputCacheFeature;
}
