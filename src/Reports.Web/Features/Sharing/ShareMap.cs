using System.Collections.Frozen;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.FileProviders;
using Reports.Web.Components.Maps;
using SkiaSharp;

namespace Reports.Web.Features.Sharing;

/// <summary>The shapes of <c>map/world.svg</c>, for pictures. Safe for all threads: paths are only read.</summary>
internal sealed class ShareMap
{
    private static readonly SKColor[] Shades = [.. ShareColours.Shades.Select(SKColor.Parse)];
    private static readonly SKColor Few = SKColor.Parse(ShareColours.Few);
    private readonly FrozenDictionary<string, SKPath> _paths;

    private ShareMap(Dictionary<string, SKPath> paths) => _paths = paths.ToFrozenDictionary(StringComparer.Ordinal);

    public static ShareMap Load(IFileProvider files)
    {
        using var stream = files.GetFileInfo("map/world.svg").CreateReadStream();
        var paths = new Dictionary<string, SKPath>(StringComparer.Ordinal);
        foreach (var shape in XDocument.Load(stream).Descendants().Where(element => element.Attribute("id") is not null && element.Name.LocalName is "path" or "circle"))
        {
            paths[shape.Attribute("id")!.Value] = shape.Name.LocalName is "path" ? SKPath.ParseSvgPathData(shape.Attribute("d")!.Value) : Dot(shape);
        }

        return new ShareMap(paths);
    }

    /// <param name="region">A macro-region to show alone, or null.</param>
    public void Draw(SKCanvas canvas, SKRect place, string? region, IReadOnlyList<CountryCount> countries)
    {
        if (MapGeography.Instance.CropOf(region) is not [var left, var top, var width, var height])
        {
            return;
        }

        var scale = Math.Min(place.Width / width, place.Height / height);
        canvas.Save();
        canvas.ClipRect(place);
        canvas.Translate(place.MidX - width * scale / 2, place.MidY - height * scale / 2);
        canvas.Scale(scale);
        canvas.Translate(-left, -top);
        using var fill = new SKPaint { IsAntialias = true };
        using var line = new SKPaint { IsAntialias = true, IsStroke = true, StrokeWidth = 0.8f / scale, Color = SKColors.White };
        var shades = countries.ToDictionary(country => country.Code, country => country.Shade, StringComparer.Ordinal);
        foreach (var (code, path) in _paths)
        {
            var shade = shades.GetValueOrDefault(code, "c0");
            fill.Color = shade is "few" ? Shades[0] : Shades[shade[1] - '0'];
            canvas.DrawPath(path, fill);
            line.Color = shade is "few" ? Few : SKColors.White;
            canvas.DrawPath(path, line);
        }

        canvas.Restore();
    }

    private static SKPath Dot(XElement shape)
    {
        var (x, y, r) = (Number("cx"), Number("cy"), Number("r"));
        return SKPath.ParseSvgPathData(string.Create(CultureInfo.InvariantCulture, $"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"));

        float Number(string name) => float.Parse(shape.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }
}
