using System.Globalization;
using System.Xml.Linq;
using Reports.Domain.Status;

namespace Reports.Web.Features.Widget;

/// <summary>Draws a badge. Texts enter as XML nodes, so no name can break out of them.</summary>
public static class BadgeSvg
{
    private const string LabelGround = "#2b3742", Light = "#ffffff", Paper = "#fcfcfc", PaperLine = "#c3ced6", Ink = "#2b3742";
    private const char FirstArabic = '\u0600', LastArabic = '\u06FF';
    private const double BoldArabic = 1.2;
    private const int GlyphSize = 16, GlyphGap = 4, Arrow = 6;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <param name="culture">By whose rules the letters of the message become capitals, where the style has them; names are of no language.</param>
    public static string Draw(Badge badge, BadgeStyle style, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(badge);
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(culture);
        var said = $"{badge.Label}: {badge.Message}";
        var text = style.IsUpper ? badge with { Label = Capitals(badge.Label), Message = badge.Message.ToUpper(culture) } : badge;
        var (width, parts) = style == BadgeStyle.Social ? Bubble(text, style) : Bar(text, style);
        return new XElement(
            Svg + "svg",
            new XAttribute("width", width), new XAttribute("height", style.Height), new XAttribute("role", "img"), new XAttribute("aria-label", said),
            new XElement(Svg + "title", said), parts).ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>Label and message side by side, the message on the colour of the status.</summary>
    private static (int Width, object?[] Parts) Bar(Badge badge, BadgeStyle style)
    {
        var (label, message) = (WidthOf(badge.Label, style), WidthOf(badge.Message, style, style.IsUpper));
        var left = label + (2 * style.Padding);
        var glyph = badge.Level is null ? 0 : GlyphSize + GlyphGap;
        var width = left + style.Padding + glyph + message + style.Padding;
        return (width,
        [
            new XElement(Svg + "clipPath", new XAttribute("id", "c"), Rect(0, width, style.Height, null, new XAttribute("rx", style.Radius))),
            new XElement(
                Svg + "g", new XAttribute("clip-path", "url(#c)"),
                Rect(0, width, style.Height, LabelGround), Rect(left, width - left, style.Height, "#" + badge.Background), Shine(style, width)),
            Glyph(badge, left + style.Padding - 2, style, "#" + badge.Ink, "#" + badge.Background),
            Words(
                style, Text(badge.Label, style.Padding + (label / 2.0), label, style, Light),
                Text(badge.Message, left + style.Padding + glyph + (message / 2.0), message, style, "#" + badge.Ink, style.IsUpper)),
        ]);
    }

    /// <summary>A label, and the message in a bubble beside it; only the glyph has the colour of the status.</summary>
    private static (int Width, object?[] Parts) Bubble(Badge badge, BadgeStyle style)
    {
        var (label, message) = (WidthOf(badge.Label, style, bold: true), WidthOf(badge.Message, style));
        var glyph = badge.Level is null ? 0 : GlyphSize + GlyphGap;
        var left = style.Padding + glyph + label + style.Padding;
        var (bubble, width) = (left + Arrow, left + Arrow + message + (2 * style.Padding));
        var (middle, bottom) = (style.Height / 2.0, style.Height - 0.5);
        var colour = "#" + (badge.Level == StatusLevel.Possible ? badge.Ink : badge.Background);
        return (width,
        [
            Rect(0.5, left - 1, bottom - 0.5, Paper, new XAttribute("y", 0.5), new XAttribute("rx", style.Radius), new XAttribute("stroke", PaperLine)),
            new XElement(
                Svg + "path", new XAttribute("fill", Paper), new XAttribute("stroke", PaperLine),
                new XAttribute("d", string.Create(CultureInfo.InvariantCulture, $"M{bubble + 0.5} .5H{width - 0.5}V{bottom}H{bubble + 0.5}V{middle + 4}L{bubble - 3.5} {middle}L{bubble + 0.5} {middle - 4}z"))),
            Glyph(badge, style.Padding - 2, style, colour, badge.Level == StatusLevel.Possible ? "#" + badge.Background : Paper),
            Words(
                style, Text(badge.Label, style.Padding + glyph + (label / 2.0), label, style, Ink, bold: true),
                Text(badge.Message, bubble + style.Padding + (message / 2.0), message, style, Ink)),
        ]);
    }

    private static string Capitals(string name) => name.ToUpperInvariant().Replace('ı', 'I');

    private static XElement Rect(double x, double width, double height, string? fill, params ReadOnlySpan<XAttribute> more) => new(
        Svg + "rect", new XAttribute("x", x), new XAttribute("width", width), new XAttribute("height", height), fill is null ? null : new XAttribute("fill", fill), more.ToArray());

    private static object[] Shine(BadgeStyle style, int width) => style == BadgeStyle.Plastic
        ?
        [
            new XElement(
                Svg + "linearGradient", new XAttribute("id", "s"), new XAttribute("x2", 0), new XAttribute("y2", "100%"),
                new XElement(Svg + "stop", new XAttribute("offset", 0), new XAttribute("stop-color", "#fff"), new XAttribute("stop-opacity", ".18")),
                new XElement(Svg + "stop", new XAttribute("offset", 1), new XAttribute("stop-color", "#000"), new XAttribute("stop-opacity", ".12"))),
            Rect(0, width, style.Height, "url(#s)"),
        ]
        : [];

    private static XElement? Glyph(Badge badge, int x, BadgeStyle style, string ink, string ground)
    {
        if (badge.Level is not { } level)
        {
            return null;
        }

        var shapes = XElement.Parse($"""<g xmlns="{Svg}">{StatusGlyphs.Shapes(level)}</g>""");
        foreach (var shape in shapes.Elements())
        {
            var kind = shape.Attribute("class")!;
            shape.SetAttributeValue("fill", kind.Value is "g-f" ? ink : "none");
            shape.SetAttributeValue("stroke", kind.Value switch { "g-l" => ink, "g-i" => ground, _ => null });
            kind.Remove();
        }

        shapes.SetAttributeValue("transform", string.Create(CultureInfo.InvariantCulture, $"translate({x} {(style.Height - GlyphSize) / 2})"));
        return shapes;
    }

    private static XElement Words(BadgeStyle style, params XElement[] texts) => new(
        Svg + "g",
        new XAttribute("font-family", "Verdana,DejaVu Sans,Arial,sans-serif"), new XAttribute("font-size", style.FontSize), new XAttribute("text-anchor", "middle"), texts);

    private static XElement Text(string text, double x, int width, BadgeStyle style, string fill, bool bold = false) => new(
        Svg + "text",
        new XAttribute("x", x), new XAttribute("y", Math.Round((style.Height / 2.0) + (style.FontSize * 0.37), 1)), new XAttribute("fill", fill),
        bold ? new XAttribute("font-weight", "bold") : null, IsJoined(text) ? null : new XAttribute("textLength", width), text);

    /// <summary>About the width of a text in Verdana; the picture then holds the text to exactly this, but for letters that must not be drawn apart.</summary>
    private static int WidthOf(string text, BadgeStyle style, bool bold = false) => (int)Math.Ceiling(text.Sum(character => character switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or '’' => 3.9,
        ' ' or 'f' or 't' or 'r' or '(' or ')' or '-' or '/' => 4.8,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 10.8,
        >= 'A' and <= 'Z' => 8.1,
        >= FirstArabic and <= LastArabic => 6,
        >= '\u2E80' => 11.5,
        _ => 6.9,
    } * style.FontSize / BadgeStyle.Flat.FontSize * (bold && IsJoined(text) ? BoldArabic : 1)) + (IsJoined(text) ? 0 : style.Tracking * text.Length) + 1);

    // Letters of Arabic hold on to each other.
    private static bool IsJoined(string text) => text.Any(character => character is >= FirstArabic and <= LastArabic);
}
