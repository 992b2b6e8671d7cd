namespace Reports.Web.Features.Sharing;

/// <summary>A text in lines that fit: as large as it can be, and as even as its words allow.</summary>
internal static class TextLines
{
    private const float NarrowingStep = 8;

    /// <param name="sizes">Largest first; with the last, lines beyond <paramref name="most"/> are cut off.</param>
    public static IReadOnlyList<ShapedText> Fit(string text, float width, int most, bool bold, bool rightToLeft, params ReadOnlySpan<float> sizes)
    {
        foreach (var size in sizes)
        {
            var lines = Break(text, width, size, bold, rightToLeft);
            if (lines.Count <= most && lines.TrueForAll(line => line.Width <= width))
            {
                return Balance(text, width, lines, size, bold, rightToLeft);
            }
        }

        return [.. Break(text, width, sizes[^1], bold, rightToLeft).Take(most)];
    }

    private static List<ShapedText> Balance(string text, float width, List<ShapedText> lines, float size, bool bold, bool rightToLeft)
    {
        for (var narrower = width - NarrowingStep; narrower > width / 2; narrower -= NarrowingStep)
        {
            var tried = Break(text, narrower, size, bold, rightToLeft);
            if (tried.Count > lines.Count || tried.Exists(line => line.Width > width))
            {
                break;
            }

            lines = tried;
        }

        return lines;
    }

    private static List<ShapedText> Break(string text, float width, float size, bool bold, bool rightToLeft)
    {
        List<ShapedText> lines = [];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && new ShapedText(longer, size, bold, rightToLeft).Width > width)
            {
                lines.Add(new ShapedText(line, size, bold, rightToLeft));
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        lines.Add(new ShapedText(line, size, bold, rightToLeft));
        return lines;
    }
}
