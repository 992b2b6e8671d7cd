using System.Buffers.Binary;
using System.Net;
using Reports.Web.Features.Sharing;
using Reports.Web.Tests.Pages;

namespace Reports.Web.Tests.Sharing;

public sealed class ShareImagesTests
{
    [Fact]
    public async Task A_picture_is_of_its_page_in_its_language_and_kept_for_a_while()
    {
        await using var application = await ReportsApplication.StartAsync();
        var english = await ReadAsync(application, "/og/en/services/zoom.png");
        var arabic = await ReadAsync(application, "/og/ar/services/zoom.png");

        Assert.Equal((1200, 630), SizeOf(english));
        Assert.Equal((1200, 630), SizeOf(arabic));
        Assert.NotEqual(english, arabic);
        Assert.Equal(english, await ReadAsync(application, "/og/en/services/zoom.png"));
        Assert.NotEqual(english, await ReadAsync(application, "/og/en/home.png"));
        Assert.True(english.Length < 200_000);
        Assert.Contains("content=\"http://localhost/og/it/services/zoom.png\"", await application.Client.GetStringAsync("/it/services/zoom"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_sent_again_to_who_has_it()
    {
        await using var application = await ReportsApplication.StartAsync();
        var first = await application.Client.GetAsync("/og/en/home.png");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/og/en/home.png");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await application.Client.SendAsync(again)).StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), first.Headers.CacheControl!.MaxAge);
    }

    [Theory]
    [InlineData("/og/en/services/nobody.png"), InlineData("/og/xx/home.png"), InlineData("/og/en/outages/00000000-0000-0000-0000-000000000000.png"), InlineData("/og/en/outages/nonsense.png")]
    public async Task What_is_not_there_has_no_picture(string path)
    {
        await using var application = await ReportsApplication.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await application.Client.GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("en"), InlineData("it"), InlineData("es"), InlineData("pt"), InlineData("fr"), InlineData("de"), InlineData("tr"), InlineData("ar")]
    public void Every_character_of_every_language_has_a_glyph(string language)
    {
        var texts = ShippedTexts.Of(language);
        foreach (var key in texts.Keys.Where(key => key.StartsWith("answer.", StringComparison.Ordinal) || key.StartsWith("region.", StringComparison.Ordinal) || key.StartsWith("simulated.", StringComparison.Ordinal)))
        {
            Assert.False(new ShapedText(texts[key].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), 40, bold: true, texts.Direction is "rtl").HasMissing, key);
        }
    }

    [Fact]
    public void Names_and_numbers_keep_their_order_inside_a_sentence_from_right_to_left()
    {
        Assert.Equal(
            [("منذ الساعة ", true), ("17:02 UTC", false), (" لا يعمل ", true), ("Google Meet", false), (".", true)],
            ShapedText.Split("منذ الساعة 17:02 UTC لا يعمل Google Meet.", rightToLeft: true));
        Assert.Equal([("Zoom: nothing.", false)], ShapedText.Split("Zoom: nothing.", rightToLeft: false));
    }

    [Fact]
    public void Letters_of_arabic_are_joined() =>
        Assert.True(new ShapedText("بببب", 40, bold: false, rightToLeft: true).Width < 4 * new ShapedText("ب", 40, bold: false, rightToLeft: true).Width);

    private static async Task<byte[]> ReadAsync(ReportsApplication application, string path)
    {
        var answer = await application.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static (int Width, int Height) SizeOf(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
