using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Reports.Domain.Status;
using Reports.TestKit.Boards;
using Reports.Web.Features.Widget;
using Reports.Web.Localization;

namespace Reports.Web.Tests.Widget;

public sealed class BadgeTests
{
    private static readonly Texts English = Languages.Load(strict: true).For("en");

    [Theory]
    [InlineData(null, 22), InlineData("flat", 22), InlineData("flat-square", 22), InlineData("plastic", 22), InlineData("for-the-badge", 28), InlineData("Social", 22)]
    [InlineData("<script>", 22)]
    public void Draw_AnyName_IsWellFormedAndEscaped(string? style, int height)
    {
        const string name = """<script>alert("x")</script> & 'Söhne' 株式会社""";
        foreach (var level in Enum.GetValues<StatusLevel>().Cast<StatusLevel?>().Append(null))
        {
            var svg = BadgeSvg.Draw(new Badge(name, "outage: <b>", level, "b50f3c", "ffffff"), BadgeStyle.Of(style), English.Culture);

            var root = XDocument.Parse(svg).Root!;
            Assert.Equal(height, (int)root.Attribute("height")!);
            Assert.InRange((int)root.Attribute("width")!, 100, 1000);
            Assert.Equal($"{name}: outage: <b>", root.Attribute("aria-label")!.Value);
            Assert.Equal($"{name}: outage: <b>", root.Element(root.Name.Namespace + "title")!.Value);
            Assert.DoesNotContain(root.Descendants(), node => node.Name.LocalName is "script" or "b");
            Assert.DoesNotContain("class=", svg, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bold_letters_that_are_joined_get_the_room_that_they_take_since_nothing_squeezes_them()
    {
        int Width(string style) => (int)XDocument.Parse(BadgeSvg.Draw(new Badge("", "عطل: أمريكا والشرق الأوسط، وأجزاء من أوروبا", null, "b50f3c", "ffffff"), BadgeStyle.Of(style), English.Culture)).Root!.Attribute("width")!;

        // DejaVu Sans, by eye: 229 pixels were too few for 245 at this size.
        Assert.InRange(Width("for-the-badge") - (4 * BadgeStyle.ForTheBadge.Padding), 250, 300);
        Assert.True(Width("for-the-badge") > Width("flat"));
    }

    [Fact]
    public void Styles_look_different_and_capitals_follow_the_language()
    {
        var badge = new Badge("iCloud Bankası", "kesinti", StatusLevel.Outage, "b50f3c", "ffffff");
        var turkish = CultureInfo.GetCultureInfo("tr-TR");

        Assert.Equal(BadgeStyle.All.Count, BadgeStyle.All.Select(style => BadgeSvg.Draw(badge, style, turkish)).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(">ICLOUD BANKASI<", BadgeSvg.Draw(badge, BadgeStyle.ForTheBadge, turkish), StringComparison.Ordinal);
        Assert.Contains(">KESİNTİ<", BadgeSvg.Draw(badge, BadgeStyle.ForTheBadge, turkish), StringComparison.Ordinal);
        Assert.Contains("aria-label=\"iCloud Bankası: kesinti\"", BadgeSvg.Draw(badge, BadgeStyle.ForTheBadge, turkish), StringComparison.Ordinal);
    }

    [Fact]
    public void Arabic_letters_are_not_drawn_apart()
    {
        var badge = new Badge("Zoom", "عطل", StatusLevel.Outage, "b50f3c", "ffffff");

        Assert.All(BadgeStyle.All, style => Assert.Null(
            XDocument.Parse(BadgeSvg.Draw(badge, style, CultureInfo.GetCultureInfo("ar"))).Descendants().Single(node => node.Value == "عطل" && node.Name.LocalName is "text").Attribute("textLength")));
    }

    [Theory]
    [InlineData("zoom", "outage: America and Middle East, some of Europe", "b50f3c", true)]
    [InlineData("vodafone-italia", "recovering", "4b48b8", false)]
    [InlineData("whatsapp", "no unusual reports", "0b6f68", false)]
    public void Shields_FollowsTheSchema(string slug, string message, string color, bool isError)
    {
        var badge = ShieldsBadge.Of(Badge.Of(EmbedView.Of(SampleBoards.Blackout(), slug, null, English)!, English));
        var json = JsonSerializer.SerializeToElement(badge, JsonSerializerOptions.Web);

        Assert.Equal(1, json.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(message, json.GetProperty("message").GetString());
        Assert.Equal(color, json.GetProperty("color").GetString());
        Assert.Equal(isError, json.GetProperty("isError").GetBoolean());
        Assert.True(json.GetProperty("cacheSeconds").GetInt32() >= 300);
        Assert.Equal(["schemaVersion", "label", "message", "color", "isError", "cacheSeconds"], json.EnumerateObject().Select(property => property.Name));
    }
}
