using System.Globalization;
using System.Xml.Linq;
using Reports.Domain.Status;

namespace Reports.Web.Features.Widget;

/// <summary>Draws a badge, 22 pixels high. Texts enter as XML nodes, so no name can break out of them.</summary>
public static class BadgeSvg
{
    private const int Height = 22;
    private const string LabelGround = "#2b3742";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <param name="style"><c>flat</c>, <c>flat-square</c> or <c>plastic</c>; anything else is flat.</param>
    public static string Draw(Badge badge, string? style)
    {
        var (label, message) = (WidthOf(badge.Label), WidthOf(badge.Message));
        var left = label + 16;
        var glyph = badge.Level is null ? 0 : 20;
        var width = left + message + glyph + 13;
        var said = $"{badge.Label}: {badge.Message}";
        var root = new XElement(
            Svg + "svg",
            new XAttribute("width", width), new XAttribute("height", Height), new XAttribute("role", "img"), new XAttribute("aria-label", said),
            new XElement(Svg + "title", said),
            new XElement(
                Svg + "clipPath", new XAttribute("id", "c"),
                new XElement(Svg + "rect", Size(width), new XAttribute("rx", style switch { "flat-square" => 0, "plastic" => 5, _ => 3 }))),
            new XElement(
                Svg + "g", new XAttribute("clip-path", "url(#c)"),
                new XElement(Svg + "rect", Size(width), new XAttribute("fill", LabelGround)),
                new XElement(Svg + "rect", new XAttribute("x", left), Size(width - left), new XAttribute("fill", "#" + badge.Background)),
                Shine(style, width)),
            badge.Level is { } level ? Glyph(level, badge, left + 5) : null,
            new XElement(
                Svg + "g",
                new XAttribute("font-family", "Verdana,DejaVu Sans,Arial,sans-serif"), new XAttribute("font-size", "11.5"), new XAttribute("text-anchor", "middle"),
                Text(badge.Label, 8 + label / 2.0, label, "#ffffff"),
                Text(badge.Message, left + glyph + 5 + message / 2.0, message, "#" + badge.Ink)));
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static object[] Size(int width) => [new XAttribute("width", width), new XAttribute("height", Height)];

    private static object[] Shine(string? style, int width) => string.Equals(style, "plastic", StringComparison.Ordinal)
        ?
        [
            new XElement(
                Svg + "linearGradient", new XAttribute("id", "s"), new XAttribute("x2", 0), new XAttribute("y2", "100%"),
                new XElement(Svg + "stop", new XAttribute("offset", 0), new XAttribute("stop-color", "#fff"), new XAttribute("stop-opacity", ".18")),
                new XElement(Svg + "stop", new XAttribute("offset", 1), new XAttribute("stop-color", "#000"), new XAttribute("stop-opacity", ".12"))),
            new XElement(Svg + "rect", Size(width), new XAttribute("fill", "url(#s)")),
        ]
        : [];

    private static XElement Glyph(StatusLevel level, Badge badge, int x)
    {
        var shapes = XElement.Parse($"""<g xmlns="{Svg}">{StatusGlyphs.Shapes(level)}</g>""");
        foreach (var shape in shapes.Elements())
        {
            var kind = shape.Attribute("class")!;
            shape.SetAttributeValue("fill", kind.Value is "g-f" ? "#" + badge.Ink : "none");
            shape.SetAttributeValue("stroke", kind.Value switch { "g-l" => "#" + badge.Ink, "g-i" => "#" + badge.Background, _ => null });
            kind.Remove();
        }

        shapes.SetAttributeValue("transform", string.Create(CultureInfo.InvariantCulture, $"translate({x} 3)"));
        return shapes;
    }

    private static XElement Text(string text, double x, int width, string fill) => new(
        Svg + "text",
        new XAttribute("x", x.ToString(CultureInfo.InvariantCulture)), new XAttribute("y", "15.3"), new XAttribute("fill", fill), new XAttribute("textLength", width), text);

    /// <summary>About the width of a text in 11.5 px Verdana; the picture then holds the text to exactly this.</summary>
    private static int WidthOf(string text) => (int)Math.Ceiling(text.Sum(character => character switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or '’' => 3.9,
        ' ' or 'f' or 't' or 'r' or '(' or ')' or '-' or '/' => 4.8,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 10.8,
        >= 'A' and <= 'Z' => 8.1,
        >= '\u2E80' => 11.5,
        _ => 6.9,
    }) + 1);
}
