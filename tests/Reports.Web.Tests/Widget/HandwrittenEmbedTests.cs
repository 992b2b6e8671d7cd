using System.Net;

namespace Reports.Web.Tests.Widget;

/// <summary>Addresses of embeds stand in other people's pages, written by hand.</summary>
public sealed class HandwrittenEmbedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/embed/Zoom?lang=pt-BR&region=it", "lang=\"pt\"")]
    [InlineData("/embed/zoom?lang=IT&region=Europe", "/it/services/zoom")]
    [InlineData("/embed/zoom?lang=xx&size=huge&theme=pink", "lang=\"en\"")]
    [InlineData("/embed/ZOOM.json?lang=ar_EG&region=WORLD", "\"language\":\"ar\"")]
    public async Task Names_are_taken_in_any_case_and_languages_with_their_country(string path, string expected)
    {
        await using var application = await ReportsApplication.StartAsync();
        Assert.Contains(expected, await application.Client.GetStringAsync(path, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_that_has_something_to_show_asks_again_in_a_minute_also_out_of_the_cache()
    {
        await using var application = await ReportsApplication.StartAsync();
        for (var turn = 0; turn < 2; turn++)
        {
            using var frame = await application.Client.GetAsync("/embed/zoom", Token);
            Assert.Equal("60", frame.Headers.GetValues("Refresh").Single());
        }

        using var missing = await application.Client.GetAsync("/embed/nope", Token);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.False(missing.Headers.Contains("Refresh"));
    }
}
