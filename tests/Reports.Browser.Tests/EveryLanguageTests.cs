using Microsoft.Playwright;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>Every page in every language, light and dark: accessible, inside the smallest phone, and from this site alone.</summary>
[Trait("Category", "Browser")]
public sealed class EveryLanguageTests(BlackoutSite site)
{
    private static readonly string[] Paths =
    [
        "", "/services/zoom", $"/outages/{SampleOutages.BlackoutId:D}", "/outages", "/map?service=zoom", "/report?service=zoom", "/widget", "/method", "/privacy", "/open-data", "/contact", "/offline",
    ];

    public static TheoryData<string> Languages { get; } = ["en", "it", "es", "pt", "fr", "de", "tr", "ar"];

    [Theory, MemberData(nameof(Languages))]
    public async Task Pages_are_accessible_light_and_dark_and_load_nothing_from_elsewhere(string language)
    {
        var page = await site.OpenAsync("about:blank", width: 320);
        List<string> foreign = [];
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                foreign.Add(request.Url);
            }
        };
        foreach (var path in Paths)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await page.GotoAsync($"/{language}{path}");
            Assert.Equal((path, 0), (path, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")));
            await Axe.AssertAccessibleAsync(page);

            // What a theme can break is its contrasts.
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            if (path.StartsWith("/report", StringComparison.Ordinal))
            {
                // A form that has started keeps the theme it started in.
                await page.GotoAsync($"/{language}{path}");
                await page.WaitForSelectorAsync("form.guided");
            }

            await Axe.AssertAccessibleAsync(page, "color-contrast");
        }

        Assert.Empty(foreign);
        await page.Context.CloseAsync();
    }
}
