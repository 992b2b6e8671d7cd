using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Reports.Pipeline.Places;

/// <summary>The outlines of the countries. Safe for all threads: every index that is built on first use is built in <see cref="Read"/>.</summary>
/// <remarks>
/// A point is inside where a ray from it crosses the outline an odd number of times, which needs no valid geometry: the simplified
/// outlines touch themselves here and there, and repairing them would take longer than all the rest.
/// </remarks>
internal sealed class CountryShapes
{
    private readonly STRtree<Shape> _tree = new();
    private readonly Dictionary<string, Polygon> _largest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Coordinate> _inside = new(StringComparer.Ordinal);

    private CountryShapes()
    {
    }

    /// <param name="path">Gzipped GeoJSON: multipolygons in degrees, cut at the antimeridian, with the country in the property <c>code</c>.</param>
    public static CountryShapes Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        var shapes = new CountryShapes();
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var code = feature.GetProperty("properties").GetProperty("code").GetString()!;
            foreach (var polygon in feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray())
            {
                shapes.Insert(code, polygon);
            }
        }

        shapes._tree.Build();
        return shapes;
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

    /// <summary>A point well inside the largest part of a country; null for what has no outline.</summary>
    public Coordinate? PointIn(string code) =>
        _largest.TryGetValue(code, out var area) ? _inside.GetOrAdd(code, static (_, largest) => largest.InteriorPoint.Coordinate, area) : null;

    private void Insert(string code, JsonElement polygon)
    {
        var rings = polygon.EnumerateArray().Select(Ring).ToArray();
        var area = GeometryFactory.Default.CreatePolygon(rings[0], rings[1..]);
        var locator = new IndexedPointInAreaLocator(area);
        _ = locator.Locate(area.EnvelopeInternal.Centre);
        if (!_largest.TryGetValue(code, out var largest) || area.EnvelopeInternal.Area > largest.EnvelopeInternal.Area)
        {
            _largest[code] = area;
        }

        _tree.Insert(area.EnvelopeInternal, new Shape(code, area.EnvelopeInternal.Area, locator));
    }

    private static LinearRing Ring(JsonElement ring) =>
        GeometryFactory.Default.CreateLinearRing([.. ring.EnumerateArray().Select(point => new Coordinate(point[0].GetDouble(), point[1].GetDouble()))]);

    private sealed record Shape(string Code, double Area, IndexedPointInAreaLocator Locator);
}
