using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Reports.Web.Tests.Api;

namespace Reports.Web.Tests.Comments;

/// <summary>A comment from the report to the page, and off it again.</summary>
public sealed class CommentsTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    [Fact]
    public async Task Comments_are_seen_after_review_in_the_language_of_the_reader_first_and_gone_when_hidden()
    {
        var application = shared.Application;
        var english = await SayAsync(application, "Nothing <b>loads</b> \u202Enwod", "203.0.113.1", "en-GB,en;q=0.8");
        var italian = await SayAsync(application, "Non si apre", "198.51.100.2", "it");
        await SayAsync(application, "The same person again", "198.51.100.2", "it");
        Assert.DoesNotContain("Nothing", await PageAsync(application, "/services/zoom"), StringComparison.Ordinal);

        var waiting = (await SendAsync(application, HttpMethod.Get, "/api/v1/comments?service=zoom")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(new[] { english, italian }.Order(), waiting.Select(comment => comment.GetProperty("id").GetGuid()).Order());
        Assert.Equal("en", waiting.Single(comment => comment.GetProperty("id").GetGuid() == english).GetProperty("language").GetString());
        var strangers = new[] { Guid.CreateVersion7(), Guid.AllBitsSet };
        var shown = await SendAsync(application, HttpMethod.Post, "/api/v1/comments/show", new { ids = (Guid[])[english, italian, .. strangers] });
        Assert.Equal(strangers, shown.GetProperty("missing").EnumerateArray().Select(id => id.GetGuid()));

        var page = await EventuallyAsync(application, "/it/services/zoom", "Non si apre", isThere: true);

        // A direction that somebody overrides ends with their paragraph.
        Assert.Contains("<p lang=\"en\" dir=\"auto\">Nothing &lt;b&gt;loads&lt;/b&gt; &#x202E;nwod</p>", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Non si apre", StringComparison.Ordinal) < page.IndexOf("Nothing", StringComparison.Ordinal));
        Assert.DoesNotContain("The same person again", page, StringComparison.Ordinal);

        await SendAsync(application, HttpMethod.Post, "/api/v1/comments/hide", new { ids = new[] { italian } });
        await EventuallyAsync(application, "/it/services/zoom", "Non si apre", isThere: false);
    }

    [Theory]
    [InlineData("GET", "/api/v1/comments", null, false, HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/api/v1/comments/show", """{"ids":[]}""", false, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/v1/comments?state=loud", null, true, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/comments?service=nothing", null, true, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/comments?page=nonsense", null, true, HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v1/comments/hide", """{"ids":[]}""", true, HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v1/comments/hide", """{"ids":["x"]}""", true, HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v1/comments/hide", "{}", true, HttpStatusCode.BadRequest)]
    public async Task What_is_wrong_is_said_as_a_problem(string method, string path, string? body, bool withKey, HttpStatusCode status)
    {
        var application = shared.Application;
        using var request = Request(new HttpMethod(method), path, body, withKey);

        using var response = await application.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<Guid> SayAsync(ReportsApplication application, string comment, string address, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports") { Content = JsonContent.Create(new { service = "zoom", comment, location = new { country = "IT" } }) };
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Add("Accept-Language", language);
        using var response = await application.Client.SendAsync(request);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> SendAsync(ReportsApplication application, HttpMethod method, string path, object? body = null)
    {
        using var request = Request(method, path, body is null ? null : JsonSerializer.Serialize(body), withKey: true);
        using var response = await application.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body, bool withKey)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        if (withKey)
        {
            request.Headers.Add("Authorization", $"Bearer {ReportsApplication.Key}");
        }

        return request;
    }

    private static Task<string> PageAsync(ReportsApplication application, string path) => application.Client.GetStringAsync(path);

    /// <summary>Pages are kept for two seconds.</summary>
    private static async Task<string> EventuallyAsync(ReportsApplication application, string path, string text, bool isThere)
    {
        var page = "";
        for (var i = 0; i < 60; i++)
        {
            page = await PageAsync(application, path);
            if (page.Contains(text, StringComparison.Ordinal) == isThere)
            {
                return page;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        Assert.Fail($"'{text}' should {(isThere ? "" : "not ")}be on {path}.");
        return page;
    }
}
