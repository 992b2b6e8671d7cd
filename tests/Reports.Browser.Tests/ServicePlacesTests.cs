using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reports.Domain.Intake;
using Reports.Pipeline.Intake;

namespace Reports.Browser.Tests;

/// <summary>What people write about a service, and where in a country they are.</summary>
[Trait("Category", "Browser")]
public sealed class ServicePlacesTests(BlackoutSite site) : IClassFixture<BlackoutSite>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await SayAsync("Stuck on “connecting” since ten.\nPhone works, laptop does not.", "en", "US", ReportKind.Down, 1);
        await SayAsync("عالق عند «جارٍ الاتصال» منذ الخامسة.", "ar", "SA", ReportKind.Down, 2);
        await SayAsync("https://" + new string('x', 300) + " <script>alert(1)</script>", "en", "GB", ReportKind.Works, 3);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("/services/zoom", false, "What people write"), InlineData("/ar/services/zoom", true, "ما يكتبه الناس")]
    public async Task Comments_and_places_are_accessible_and_fit_the_smallest_phone(string path, bool dark, string heading)
    {
        var page = await site.OpenAsync(path, dark, width: 320);
        await page.Locator("#where-america > summary").EvaluateAsync("summary => summary.parentElement.open = true");
        await page.Locator("#where-US > summary").ClickAsync();
        await Assertions.Expect(page.Locator("#where-US tbody tr")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator("#h-comments")).ToHaveTextAsync(heading);
        Assert.Equal(3, await page.Locator("#comments li").CountAsync());

        Assert.Equal(0, await page.Locator("#comments li a, #comments li script").CountAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.True((await page.Locator("#where-US > summary").BoundingBoxAsync())!.Height >= 44);
        await Axe.AssertAccessibleAsync(page);
        if (Environment.GetEnvironmentVariable("REPORTS_SHOTS") is { Length: > 0 } folder)
        {
            await page.Locator("#map").ScreenshotAsync(new() { Path = Path.Combine(folder, $"map-{dark}.png") });
            await page.Locator("#comments").ScreenshotAsync(new() { Path = Path.Combine(folder, $"comments-{dark}.png") });
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Readers_see_their_own_language_first()
    {
        var page = await site.OpenAsync("/ar/services/zoom", script: false);
        var first = page.Locator("#comments li p").First;

        await Assertions.Expect(first).ToHaveAttributeAsync("lang", "ar");
        Assert.Equal("rtl", await first.EvaluateAsync<string>("text => getComputedStyle(text).direction"));
        await page.Context.CloseAsync();
    }

    /// <summary>Only the first of the same words of the same person counts, so each test may say it all again.</summary>
    private async Task SayAsync(string text, string language, string country, ReportKind kind, byte person) => Assert.IsType<IntakeResult.Stored>(
        await site.Services.GetRequiredService<IIntake>().ReceiveAsync(
            new Submission("zoom", kind, Country: country, Comment: text),
            new Caller(new IPAddress([41, person, 1, 1]), "Firefox", Language: language, IsReviewed: true), CancellationToken.None));
}
