using System.IO.Compression;
using System.Text;
using Reports.Web.Hosting;

namespace Reports.Web.Tests.Hosting;

public sealed class CompressedPagesTests
{
    [Theory]
    [InlineData("br", "br"), InlineData("gzip, deflate, br, zstd", "br gzip"), InlineData("gzip;q=0.5, br;q=0", "gzip"), InlineData("*", "br gzip"), InlineData("br;q=0, *", "gzip")]
    [InlineData("identity", ""), InlineData("", ""), InlineData("br;q=nonsense;;", "")]
    public void Readable_OfAHeader_IsWhatTheClientReads(string header, string expected) => Assert.Equal(expected, CacheByEncoding.Readable(header));

    [Fact]
    public async Task A_cached_page_reaches_each_client_in_an_encoding_it_reads()
    {
        await using var application = await ReportsApplication.StartAsync();
        var plain = await ReadAsync(application, "identity", body => body);
        Assert.Contains("<html", plain, StringComparison.Ordinal);

        for (var round = 0; round < 2; round++)
        {
            Assert.Contains("<html", await ReadAsync(application, "gzip", body => new GZipStream(body, CompressionMode.Decompress)), StringComparison.Ordinal);
            Assert.Contains("<html", await ReadAsync(application, "br", body => new BrotliStream(body, CompressionMode.Decompress)), StringComparison.Ordinal);
            Assert.Contains("<html", await ReadAsync(application, "identity", body => body), StringComparison.Ordinal);
        }
    }

    private static async Task<string> ReadAsync(ReportsApplication application, string encoding, Func<Stream, Stream> decode)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/services/zoom");
        request.Headers.Add("Accept-Encoding", encoding);
        using var answer = await application.Client.SendAsync(request);
        Assert.Equal(encoding is "identity" ? [] : [encoding], answer.Content.Headers.ContentEncoding);
        using var reader = new StreamReader(decode(await answer.Content.ReadAsStreamAsync()), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
