using System.IO.Compression;
using System.Net;

namespace Reports.Web.Tests.Widget;

public sealed class EmbedEndpointsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embeds_are_open_to_every_site_and_set_no_cookie()
    {
        await using var application = await ReportsApplication.StartAsync();
        foreach (var path in new[] { "/embed/zoom", "/embed/zoom.json", "/badge/zoom.svg", "/badge/zoom.json" })
        {
            using var answer = await application.Client.GetAsync(path, Token);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"), path);
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        }

        // What a browser asks for beside a document that names no icon.
        using var icon = await application.Client.GetAsync("/favicon.ico", Token);
        Assert.Equal("image/svg+xml", icon.Content.Headers.ContentType?.MediaType);

        using var frame = await application.Client.GetAsync("/embed/zoom?size=large&theme=dark&lang=it", Token);
        Assert.False(frame.Headers.Contains("X-Frame-Options"));
        Assert.Contains("frame-ancestors *", frame.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("lang=\"it\"", await frame.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/embed/nope", "text/html")]
    [InlineData("/embed/zoom?region=atlantis", "text/html")]
    [InlineData("/badge/nope.svg", "image/svg+xml")]
    public async Task Unknown_names_are_404_and_still_something_to_look_at(string path, string type)
    {
        await using var application = await ReportsApplication.StartAsync();
        using var answer = await application.Client.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task The_cache_tells_languages_and_sizes_apart()
    {
        await using var application = await ReportsApplication.StartAsync();
        string[] paths = ["/embed/zoom", "/embed/zoom?lang=it", "/embed/zoom?size=small", "/embed/zoom?theme=dark", "/embed/zoom?region=IT"];
        var bodies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            bodies.Add(await application.Client.GetStringAsync(path, Token));
        }

        Assert.Equal(paths.Length, bodies.Count);
    }

    [Fact]
    public async Task The_widget_is_small_and_writes_text_only()
    {
        await using var application = await ReportsApplication.StartAsync();
        var script = await application.Client.GetByteArrayAsync("/widget.js", Token);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(script, Token);
        }

        Assert.InRange(packed.Length, 1, 10 * 1024);
        var text = System.Text.Encoding.UTF8.GetString(script);
        foreach (var banned in new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write", "Function(" })
        {
            Assert.DoesNotContain(banned, text, StringComparison.Ordinal);
        }
    }
}
