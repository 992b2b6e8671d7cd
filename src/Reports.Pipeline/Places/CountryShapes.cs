using System.IO.Compression;
using System.Text.Json;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.IO.Converters;

namespace Reports.Pipeline.Places;

/// <summary>The outlines of the countries. Safe for all threads: every index that is built on first use is built in <see cref="Read"/>.</summary>
internal sealed class CountryShapes
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new GeoJsonConverterFactory() } };

    private readonly STRtree<Shape> _tree;

    private CountryShapes(STRtree<Shape> tree) => _tree = tree;

    public static CountryShapes Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var features = JsonSerializer.Deserialize<FeatureCollection>(stream, Json) ?? [];

        var tree = new STRtree<Shape>();
        foreach (var feature in features)
        {
            var code = (string)feature.Attributes["code"];
            for (var i = 0; i < feature.Geometry.NumGeometries; i++)
            {
                Insert(tree, code, feature.Geometry.GetGeometryN(i));
            }
        }

        tree.Build();
        return new CountryShapes(tree);
    }

    /// <summary>The code of the country that contains the point; the smallest one where outlines overlap.</summary>
    public string? Find(double latitude, double longitude)
    {
        var point = new Coordinate(longitude, latitude);
        Shape? found = null;
        foreach (var shape in _tree.Query(new Envelope(point)))
        {
            if ((found is null || shape.Area < found.Area) && shape.Locator.Locate(point) != Location.Exterior)
            {
                found = shape;
            }
        }

        return found?.Code;
    }

    private static void Insert(STRtree<Shape> tree, string code, Geometry geometry)
    {
        var valid = geometry.IsValid ? geometry : GeometryFixer.Fix(geometry);
        if (valid.IsEmpty)
        {
            return;
        }

        var locator = new IndexedPointInAreaLocator(valid);
        _ = locator.Locate(valid.EnvelopeInternal.Centre);
        tree.Insert(valid.EnvelopeInternal, new Shape(code, valid.EnvelopeInternal.Area, locator));
    }

    private sealed record Shape(string Code, double Area, IndexedPointInAreaLocator Locator);
}
