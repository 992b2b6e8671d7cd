using System.Globalization;
using System.Xml.Linq;
using Reports.Domain.Status;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Features.Widget;
using SkiaSharp;

namespace Reports.Web.Features.Sharing;

/// <summary>Draws a shared picture: the band with the answer, as on the page, and below it the numbers and the map. Safe for all threads.</summary>
internal sealed class ShareImagePainter(ShareMap map)
{
    private const float Edge = 64;
    private const float BandHeight = 350;
    private const float NoticeHeight = 46;
    private const float MapWidth = 600;
    private static readonly SKColor Ink = SKColor.Parse(TokenPalette.Light.Text);
    private static readonly SKColor InkSecond = SKColor.Parse(TokenPalette.Light.TextSecond);
    private static readonly SKColor Amber = SKColor.Parse(ShareColours.PossibleFill);

    /// <returns>A PNG of <see cref="Urls.ImageWidth"/> × <see cref="Urls.ImageHeight"/>.</returns>
    public byte[] Paint(ShareImage image)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Urls.ImageWidth, Urls.ImageHeight, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(SKColor.Parse(TokenPalette.Light.Canvas));
        var (ground, ink, glyph) = Colours(image.Level);
        var top = image.Notice is null ? 0 : NoticeHeight;
        using var fill = new SKPaint { IsAntialias = true, Color = ground };
        canvas.DrawRect(0, top, Urls.ImageWidth, BandHeight - top, fill);
        if (image.Notice is not null)
        {
            fill.Color = Amber;
            canvas.DrawRect(0, 0, Urls.ImageWidth, NoticeHeight, fill);
            Write(canvas, TextLines.Fit(image.Notice, Urls.ImageWidth - 2 * Edge, 1, true, image.IsRightToLeft, 24, 20, 16), Edge, 32, Ink, image.IsRightToLeft);
        }

        var kicker = TextLines.Fit(image.Kicker, Urls.ImageWidth - 2 * Edge - 46, 1, true, image.IsRightToLeft, 30, 26, 22, 18);
        var kickerBase = top + 62;
        Glyph(canvas, image.Level, Start(image.IsRightToLeft, Edge, 34), kickerBase - 28, 34, glyph, ground);
        Write(canvas, kicker, Edge + 46, kickerBase, glyph, image.IsRightToLeft);
        var sentence = TextLines.Fit(image.Sentence, Urls.ImageWidth - 2 * Edge, 3, true, image.IsRightToLeft, 62, 56, 50, 44, 39, 34);
        var height = sentence[0].Size * 1.2f;
        Write(canvas, sentence, Edge, kickerBase + ((BandHeight - kickerBase - (sentence.Count * height)) / 2) + sentence[0].Size * 0.92f, ink, image.IsRightToLeft);

        var numbers = TextLines.Fit(image.Numbers, Urls.ImageWidth - MapWidth - 2 * Edge, 4, true, image.IsRightToLeft, 34, 30, 26, 22);
        Write(canvas, numbers, Edge, BandHeight + 62, Ink, image.IsRightToLeft);
        Write(canvas, TextLines.Fit(image.Stamp, Urls.ImageWidth - MapWidth - 2 * Edge, 2, false, image.IsRightToLeft, 22, 19), Edge, 526, InkSecond, image.IsRightToLeft);
        Write(canvas, [new ShapedText("Reports", 34, true, false)], Edge, 600, Ink, image.IsRightToLeft);
        var left = image.IsRightToLeft ? 24 : Urls.ImageWidth - MapWidth - 24;
        map.Draw(canvas, new SKRect(left, BandHeight + 12, left + MapWidth, Urls.ImageHeight - 12), image.Crop, image.Countries);
        using var snapshot = surface.Snapshot();
        using var png = snapshot.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static (SKColor Ground, SKColor Ink, SKColor Glyph) Colours(StatusLevel level) => level switch
    {
        StatusLevel.Outage => (SKColor.Parse(TokenPalette.Light.Outage), SKColors.White, SKColors.White),
        StatusLevel.Possible => (SKColor.Parse(ShareColours.PossibleSoft), Ink, SKColor.Parse(TokenPalette.Light.Possible)),
        StatusLevel.Recovering => (SKColor.Parse(ShareColours.RecoveringSoft), Ink, SKColor.Parse(TokenPalette.Light.Recovering)),
        StatusLevel.Operational => (SKColors.White, Ink, SKColor.Parse(TokenPalette.Light.Operational)),
    };

    private static void Write(SKCanvas canvas, IReadOnlyList<ShapedText> lines, float start, float baseline, SKColor colour, bool rightToLeft)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = colour };
        foreach (var line in lines)
        {
            line.Draw(canvas, Start(rightToLeft, start, line.Width), baseline, paint);
            baseline += line.Size * 1.2f;
        }
    }

    private static float Start(bool rightToLeft, float start, float width) => rightToLeft ? Urls.ImageWidth - start - width : start;

    private static void Glyph(SKCanvas canvas, StatusLevel level, float x, float y, float size, SKColor colour, SKColor ground)
    {
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(size / 16);
        foreach (var shape in XElement.Parse($"<g>{StatusGlyphs.Shapes(level)}</g>").Elements())
        {
            var kind = shape.Attribute("class")!.Value;
            using var paint = new SKPaint
            {
                IsAntialias = true,
                IsStroke = kind is not "g-f",
                StrokeWidth = Number(shape, "stroke-width") ?? 1.7f,
                StrokeCap = SKStrokeCap.Round,
                Color = kind is "g-i" ? ground : colour,
            };
            switch (shape.Name.LocalName)
            {
                case "rect":
                    canvas.DrawRoundRect(Number(shape, "x")!.Value, Number(shape, "y")!.Value, Number(shape, "width")!.Value, Number(shape, "height")!.Value, 1.5f, 1.5f, paint);
                    break;
                case "circle":
                    canvas.DrawCircle(Number(shape, "cx")!.Value, Number(shape, "cy")!.Value, Number(shape, "r")!.Value, paint);
                    break;
                default:
                    using (var path = SKPath.ParseSvgPathData(shape.Attribute("d")!.Value))
                    {
                        canvas.DrawPath(path, paint);
                    }

                    break;
            }
        }

        canvas.Restore();
    }

    private static float? Number(XElement shape, string name) => shape.Attribute(name) is { } attribute ? float.Parse(attribute.Value, CultureInfo.InvariantCulture) : null;
}
