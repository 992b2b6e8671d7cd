using System.Buffers.Binary;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Reports.Web.Features.About;
using Reports.Web.Tests.Api;
using Reports.Web.Tests.Pages;

namespace Reports.Web.Tests.About;

public sealed class AboutPagesTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    [Fact]
    public async Task Every_page_leads_to_the_pages_about_the_site_in_its_language_and_they_exist()
    {
        foreach (var texts in ShippedTexts.All.Shipped)
        {
            var home = await shared.Application.Client.GetStringAsync("/" + texts.Language);
            foreach (var name in AboutPage.Names)
            {
                var path = Urls.About(name, texts.Language);
                Assert.Contains($"href=\"{path}\"", home, StringComparison.Ordinal);
                Assert.Contains(WebUtility.HtmlEncode(texts[$"about.{name}.1.head"]), WebUtility.HtmlEncode(WebUtility.HtmlDecode(await shared.Application.Client.GetStringAsync(path))), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task What_they_say_of_settings_is_what_is_set()
    {
        await using var other = shared.Application.WithWebHostBuilder(builder => builder
            .UseSetting("Intake:DedupeWindow", "00:45:00").UseSetting("Site:Operator", "Example <Ltd>").UseSetting("Site:Contact", "status@example.org"));
        using var client = other.CreateClient();
        await ReportsApplication.ReadyAsync(client);
        Assert.Contains("45 min", await client.GetStringAsync("/en/method"), StringComparison.Ordinal);
        var contact = await client.GetStringAsync("/en/contact");
        Assert.Contains("Example &lt;Ltd&gt;", contact, StringComparison.Ordinal);
        Assert.Contains("href=\"mailto:status@example.org\"", contact, StringComparison.Ordinal);
        Assert.Contains("has not said", await shared.Application.Client.GetStringAsync("/en/contact"), StringComparison.Ordinal);
        Assert.StartsWith("Contact: mailto:status@example.org", await client.GetStringAsync("/.well-known/security.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody"), InlineData("http://example.org"), InlineData("javascript:alert(1)")]
    public void A_contact_that_nobody_can_use_stops_the_start(string contact) =>
        Assert.ThrowsAny<Exception>(() => shared.Application.WithWebHostBuilder(builder => builder.UseSetting("Site:Contact", contact)).CreateClient());

    [Fact]
    public async Task The_manifest_is_in_the_language_of_its_page_and_its_icons_are_as_large_as_it_says()
    {
        foreach (var language in (string[])["en", "ar"])
        {
            Assert.Contains($"<link rel=\"manifest\" href=\"/{language}/manifest.webmanifest\"", await shared.Application.Client.GetStringAsync("/" + language), StringComparison.Ordinal);
            using var manifest = JsonDocument.Parse(await shared.Application.Client.GetStringAsync($"/{language}/manifest.webmanifest"));
            var root = manifest.RootElement;
            Assert.Equal((language, "/" + language, "standalone"), (root.GetProperty("lang").GetString(), root.GetProperty("start_url").GetString(), root.GetProperty("display").GetString()));
            foreach (var icon in root.GetProperty("icons").EnumerateArray())
            {
                var png = await shared.Application.Client.GetByteArrayAsync(icon.GetProperty("src").GetString());
                Assert.Equal(icon.GetProperty("sizes").GetString(), $"{BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16))}x{BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))}");
            }
        }
    }

    [Fact]
    public async Task Crawlers_find_every_service_in_every_language()
    {
        Assert.Contains("Sitemap: http://localhost/sitemap.xml", await shared.Application.Client.GetStringAsync("/robots.txt"), StringComparison.Ordinal);
        var map = XDocument.Parse(await shared.Application.Client.GetStringAsync("/sitemap.xml"));
        var zoom = map.Root!.Elements().Single(url => url.Elements().First().Value == "http://localhost/services/zoom");

        Assert.Equal(ShippedTexts.All.Shipped.Count, zoom.Elements().Count(element => element.Name.LocalName == "link"));
        Assert.True(map.Root.Elements().Count() > 300);
    }
}
