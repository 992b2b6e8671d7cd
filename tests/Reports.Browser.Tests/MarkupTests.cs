using System.Net;
using Reports.TestKit.Boards;

namespace Reports.Browser.Tests;

/// <summary>What the pages are made of, judged by the Nu HTML checker and by an oEmbed client of others.</summary>
[Trait("Category", "Browser")]
public sealed class MarkupTests(BlackoutSite site) : IClassFixture<BlackoutSite>
{
    private static readonly string[] Paths =
    [
        "/", "/?query=zoom&region=europe", "/services/zoom", "/services/whatsapp", "/services/zoom?range=7d", "/services/zoom?from=nonsense", "/map", "/map?service=zoom&region=europe", "/outages",
        $"/outages/{SampleOutages.BlackoutId:D}", "/report", "/report?service=zoom", "/widget?service=zoom", "/method", "/privacy", "/open-data", "/contact", "/offline", "/nowhere",
        "/embed/zoom?size=small", "/embed/zoom", "/embed/zoom?size=large",
    ];

    [Fact]
    public async Task Every_page_kind_is_valid_html()
    {
        var checker = ThirdParty.Package("vnu-jar/build/dist/vnu.jar");
        var folder = Directory.CreateTempSubdirectory("reports-html-");
        using var client = new HttpClient { BaseAddress = new Uri(site.Address) };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (var language in (string[])["", "ar"])
        {
            foreach (var path in Paths)
            {
                var address = path.StartsWith("/embed", StringComparison.Ordinal) ? $"{path}{(path.Contains('?') ? '&' : '?')}lang={language}" : language.Length == 0 ? path : $"/{language}{path}";
                var name = WebUtility.UrlEncode(address).Replace('%', '_') + ".html";
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), await (await client.GetAsync(address)).Content.ReadAsStringAsync());
            }
        }

        var problem = await site.PostReportAsync(new() { ["service"] = "zoom", ["problem"] = "nonsense" }, isFromOwnPage: true);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "refused.html"), problem);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "sent.html"), await site.PostReportAsync(new() { ["service"] = "zoom", ["problem"] = "login" }, isFromOwnPage: true));

        // The checker reads style sheets too, and knows no properties that are of SVG alone.
        const string OfSvg = ".*CSS: .(vector-effect|paint-order).: Property .* exist.*";
        var said = await ThirdParty.RunAsync("java", ["-Xss2m", "-jar", checker, "--errors-only", "--filterpattern", OfSvg, "--format", "gnu", .. folder.GetFiles().Select(file => file.FullName)]);
        folder.Delete(recursive: true);
        Assert.Equal("", said.Trim());
    }

    [Fact]
    public async Task An_oembed_client_finds_the_frame_of_a_page_by_itself()
    {
        var client = ThirdParty.Package("@extractus/oembed-extractor/esm/mod.js");
        var script = $$"""
            import('{{client}}').then(async ({ extract }) => {
              const found = await extract('{{site.Address}}/it/services/zoom', { maxwidth: 400 });
              console.log([found.type, found.version, found.provider_name, found.width, found.html].join('|'));
            });
            """;
        var said = await ThirdParty.RunAsync("node", "--input-type=module", "-e", script);

        Assert.StartsWith("rich|1.0|Reports|", said, StringComparison.Ordinal);
        Assert.Contains($"<iframe src=\"{site.Address}/embed/zoom?lang=it", said, StringComparison.Ordinal);
    }
}
