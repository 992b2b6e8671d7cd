using System.Text;
using SkiaSharp;
using Buffer = HarfBuzzSharp.Buffer;
using Direction = HarfBuzzSharp.Direction;

namespace Reports.Web.Features.Sharing;

/// <summary>
/// One line of text as glyphs in the order in which they are drawn, from the left. Runs of the other direction keep their own order, as the
/// Unicode bidirectional algorithm has it for one level of embedding, which is all that a name or a number in a sentence needs.
/// </summary>
public sealed class ShapedText
{
    private readonly List<(ShareFace Face, ushort[] Glyphs, SKPoint[] Points)> _runs = [];

    public ShapedText(string text, float size, bool bold, bool rightToLeft)
    {
        ArgumentNullException.ThrowIfNull(text);
        Size = size;
        var runs = Split(text, rightToLeft);
        foreach (var (part, isRight) in rightToLeft ? Enumerable.Reverse(runs) : runs)
        {
            // A face may lack a character in the middle of a run.
            foreach (var (piece, face) in isRight ? Enumerable.Reverse(ByFace(part, bold)) : ByFace(part, bold))
            {
                Shape(piece, face, isRight);
            }
        }
    }

    public float Size { get; }

    public float Width { get; private set; }

    /// <summary>True where a character had no glyph in any face.</summary>
    public bool HasMissing => _runs.Exists(run => run.Glyphs.Contains((ushort)0));

    public void Draw(SKCanvas canvas, float x, float baseline, SKPaint paint)
    {
        foreach (var (face, glyphs, points) in _runs)
        {
            using var font = new SKFont(face.Typeface, Size) { Subpixel = true, Edging = SKFontEdging.Antialias };
            using var builder = new SKTextBlobBuilder();
            builder.AddPositionedRun(glyphs, font, points);
            using var blob = builder.Build();
            if (blob is not null)
            {
                canvas.DrawText(blob, x, baseline, paint);
            }
        }
    }

    /// <summary>Stretches of one direction, in reading order. What has no direction goes with its neighbours where they agree, else with the line.</summary>
    public static IReadOnlyList<(string Text, bool IsRight)> Split(string text, bool rightToLeft)
    {
        var runes = text.EnumerateRunes().ToList();
        var sides = runes.ConvertAll(Side);
        for (var i = 0; i < sides.Count; i++)
        {
            if (sides[i] is not null)
            {
                continue;
            }

            var end = sides.FindIndex(i, side => side is not null);
            var (before, after) = (i == 0 ? rightToLeft : sides[i - 1]!.Value, end < 0 ? rightToLeft : sides[end]!.Value);
            for (; i < (end < 0 ? sides.Count : end); i++)
            {
                sides[i] = before == after ? before : rightToLeft;
            }
        }

        List<(string, bool)> runs = [];
        for (var start = 0; start < runes.Count;)
        {
            var end = sides.FindIndex(start, side => side != sides[start]);
            end = end < 0 ? runes.Count : end;
            runs.Add((string.Concat(runes[start..end]), sides[start]!.Value));
            start = end;
        }

        return runs;
    }

    // True for Arabic and Hebrew, false for other letters and digits, null for what stands between them.
    private static bool? Side(Rune rune) => rune.Value is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
        ? Rune.IsPunctuation(rune) ? null : true
        : Rune.IsLetterOrDigit(rune) ? false : null;

    private static List<(string Text, ShareFace Face)> ByFace(string text, bool bold)
    {
        List<(string Text, ShareFace Face)> pieces = [];
        foreach (var rune in text.EnumerateRunes())
        {
            // A space is drawn by whatever stands before it, so that it breaks no word.
            var face = Rune.IsWhiteSpace(rune) && pieces.Count > 0 ? pieces[^1].Face : ShareFonts.Instance.For(rune.Value, bold);
            if (pieces.Count > 0 && pieces[^1].Face == face)
            {
                pieces[^1] = (pieces[^1].Text + rune, face);
            }
            else
            {
                pieces.Add((rune.ToString(), face));
            }
        }

        return pieces;
    }

    private void Shape(string text, ShareFace face, bool isRight)
    {
        using var buffer = new Buffer();
        buffer.AddUtf16(text);
        buffer.GuessSegmentProperties();
        buffer.Direction = isRight ? Direction.RightToLeft : Direction.LeftToRight;
        lock (face.Shaper)
        {
            face.Shaper.SetScale(face.Typeface.UnitsPerEm, face.Typeface.UnitsPerEm);
            face.Shaper.Shape(buffer);
        }

        var scale = Size / face.Typeface.UnitsPerEm;
        var (infos, positions) = (buffer.GlyphInfos, buffer.GlyphPositions);
        var (glyphs, points) = (new ushort[infos.Length], new SKPoint[infos.Length]);
        for (var i = 0; i < infos.Length; i++)
        {
            glyphs[i] = (ushort)infos[i].Codepoint;
            points[i] = new SKPoint(Width + positions[i].XOffset * scale, -positions[i].YOffset * scale);
            Width += positions[i].XAdvance * scale;
        }

        _runs.Add((face, glyphs, points));
    }
}
