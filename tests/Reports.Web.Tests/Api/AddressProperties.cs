using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Reports.Web.Tests.Api;

/// <summary>What holds for everything that is read: whatever stands in its address and its headers, the answer is no mistake of the site.</summary>
public sealed class AddressProperties(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private static readonly string[] Paths =
    [
        "/", "/it", "/services/zoom", "/tr/services/zoom", "/outages", "/map", "/report", "/widget", "/ar/report", "/api/v1/services", "/api/v1/services/zoom", "/api/v1/services/zoom/series", "/api/v1/services/zoom/map",
        "/api/v1/services/zoom/frames", "/api/v1/outages", "/api/v1/map", "/api/v1/frames", "/embed/zoom", "/embed/zoom.json", "/badge/zoom.svg", "/badge/zoom.json", "/oembed", "/suggest", "/en/opensearch.xml",
        "/data/zoom/2026-05-17.csv", "/sitemap.xml", "/og/en/services/zoom.png",
    ];

    private static readonly string[] Keys =
    [
        "query", "region", "service", "range", "from", "to", "lang", "theme", "size", "style", "category", "at", "page", "status", "state", "step", "url", "maxwidth", "maxheight", "format", "prefix", "QUERY", "",
    ];

    private static readonly Gen<string> Short = Hostile.Text.Where(text => text.Length < 500);

    // The server turns a path with a null away by itself, and the one that tests use throws.
    private static readonly Gen<string> Segments = Gen.OneOf("/services/", "/api/v1/services/", "/api/v1/outages/", "/outages/", "/embed/", "/badge/", "/data/", "/data/zoom/", "/og/", "/og/en/outages/", "/map/", "/it/", "/")
        .SelectMany(path => Short.Where(text => !text.Contains('\0', StringComparison.Ordinal) && text != "%00").Select(text => path + Escaped(text.Replace('.', '-'))));

    private static readonly Gen<string> Addresses = Gen.Select(
        Gen.Frequency((4, Gen.OneOf(Paths)), (1, Segments)), Gen.Select(Gen.OneOf(Keys), Short).Array[0, 4]).Select((path, query) =>
            path + (query.Length == 0 ? "" : "?" + string.Join('&', query.Select(pair => $"{pair.Item1}={Escaped(pair.Item2)}"))));

    private static readonly Gen<(string Name, string Value)[]> Headers = Gen.Select(
        Gen.OneOf("Accept-Language", "Accept-Encoding", "Accept", "Cookie", "Referer", "Origin", "If-None-Match", "If-Modified-Since", "User-Agent", "X-Forwarded-Proto", "X-Forwarded-Host", "Range", "Authorization"),
        Gen.OneOf(Short, Gen.OneOf("it-CH,it;q=0.8,*;q=0", "br;q=0,gzip", "text/html", "theme=dark; region=europe", "theme=\"", "W/\"x\"", "*", "xx;q=2", ";;,,", "bytes=0-", "bytes=9-1"))).Array[0, 4];

    [Fact]
    public async Task Any_address_with_any_headers_is_answered()
    {
        using var client = shared.Application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        await Gen.Select(Addresses, Headers, Gen.OneOf("GET", "GET", "GET", "HEAD", "POST", "DELETE", "PROPFIND")).SampleAsync(
            async (address, headers, method) =>
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("http://localhost" + address));
                foreach (var (name, value) in headers)
                {
                    request.Headers.TryAddWithoutValidation(name, new string([.. value.Where(character => character is >= ' ' and <= '~')]));
                }

                var response = await client.SendAsync(request);
                var body = await response.Content.ReadAsStringAsync();
                Assert.True((int)response.StatusCode is < 500 or 501, $"{(int)response.StatusCode}: {body}");
                if (method == "GET" && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true && response.Content.Headers.ContentEncoding.Count == 0)
                {
                    JsonDocument.Parse(body).Dispose();
                }
            },
            iter: 1_000, threads: 2);

        Assert.Empty(shared.Application.Errors.Entries);
    }

    [Fact]
    public async Task Any_last_event_id_begins_a_stream()
    {
        await Gen.OneOf(Short, Gen.Long.Select(id => $"{id}")).Select(id => new string([.. id.Where(character => character is >= ' ' and <= '~')])).SampleAsync(
            async id =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events?service=zoom");
                request.Headers.TryAddWithoutValidation("Last-Event-ID", id);
                using var response = await shared.Application.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
                Assert.StartsWith("event: ", await reader.ReadLineAsync(), StringComparison.Ordinal);
            },
            iter: 60, threads: 2);

        Assert.Empty(shared.Application.Errors.Entries);
    }

    /// <summary>Percent-encoded, but for what is meant to be broken.</summary>
    private static string Escaped(string text) => text.StartsWith('%') ? text.Replace("%", text.Length > 1 ? "%" : "%25", StringComparison.Ordinal)
        : string.Concat(Encoding.UTF8.GetBytes(text).Select(value => char.IsAsciiLetterOrDigit((char)value) ? $"{(char)value}" : $"%{value:X2}"));
}
