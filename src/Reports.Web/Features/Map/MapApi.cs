using Reports.Domain.Counting;
using Reports.Domain.Status;
using Reports.Pipeline.Places;
using Reports.Pipeline.Status;
using Reports.Web.Api;
using Reports.Web.Components;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Map;

/// <summary>GeoJSON: a feature per country or subdivision, at a point inside it, for one service or the sum of all.</summary>
public static class MapApi
{
    private const string MediaType = "application/geo+json";

    public static IEndpointRouteBuilder MapMapApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("Map");
        group.MapGet("/services/{slug}/map", Find)
            .OpenToAllOrigins().FromBoard("level").WithSummary("Countries of one service, or with level=subdivision the states and provinces where at least three people reported")
            .Produces<MapAnswer>(contentType: MediaType).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/map", (StatusBoardHolder holder, PlaceLocator places) =>
                TypedResults.Json(OfAll(holder.Current, places), contentType: MediaType))
            .OpenToAllOrigins().FromBoard().WithSummary("Countries, all services, last hour").Produces<MapAnswer>(contentType: MediaType);
        return routes;
    }

    private static IResult Find(string slug, StatusBoardHolder holder, PlaceLocator places, string? level)
    {
        var board = holder.Current;
        if (board.Find(slug) is not { } service)
        {
            return Problems.UnknownService(slug);
        }

        return level switch
        {
            null or "country" => TypedResults.Json(OfOne(board, service, places), contentType: MediaType),
            "subdivision" => TypedResults.Json(OfParts(board, service, places), contentType: MediaType),
            _ => Problems.Invalid("level", "must be country or subdivision"),
        };
    }

    /// <summary>Below country nothing is watched: a part has the status of its country and no usual number.</summary>
    private static MapAnswer OfParts(StatusBoard board, ServiceStatus service, PlaceLocator places) => Collection(board, service.Service.Name, service.Since, service.Subdivisions.Select(
        part => Feature(part.Region, service.FindRegion(part.Country)?.Status ?? StatusLevel.Operational, part.Reports, null, part.Works, places)));

    private static MapAnswer OfOne(StatusBoard board, ServiceStatus service, PlaceLocator places) => Collection(board, service.Service.Name, service.Since, service.Countries.Select(
        country => Feature(country.Region, country.Status, country.Reports, country.Expected, country.Works, places)));

    /// <summary>The last hour, since services with an outage count over windows of their own.</summary>
    private static MapAnswer OfAll(StatusBoard board, PlaceLocator places) => Collection(
        board, "All services", board.Services is [var any, ..] ? MinuteBucket.Start(any.World.Series.HourMinute) : board.At.AddHours(-1),
        board.Services.SelectMany(service => service.Countries).GroupBy(country => country.Region, StringComparer.Ordinal).Select(parts =>
        {
            var (reports, usual) = BoardTotals.LastHour(parts.Select(part => part.Series));
            return Feature(parts.Key, parts.Max(part => part.Status), reports, usual.Expected, parts.Sum(part => part.WorksLastHour), places);
        }));

    private static MapAnswer Collection(StatusBoard board, string title, DateTimeOffset since, IEnumerable<MapFeature> features)
    {
        var ordered = features.OrderByDescending(feature => feature.Properties.Reports).ThenBy(feature => feature.Id, StringComparer.Ordinal).ToList();
        return new MapAnswer("FeatureCollection", new MapMetadata(board.At, title, since, ordered.Count), ordered);
    }

    private static double? Rounded(double? share) => share is { } number ? Math.Round(number, 4) : null;

    private static MapFeature Feature(string code, StatusLevel status, int reports, double? expected, int? works, PlaceLocator places)
    {
        var failing = works is { } answered ? RegionStatus.FailingOf(reports, answered) : null;
        var point = places.PointIn(code) is { } inside ? new MapPoint("Point", [Math.Round(inside.Longitude, 3), Math.Round(inside.Latitude, 3)]) : null;
        return new MapFeature("Feature", code, point, new MapProperties(code, Words.Of(status), reports, expected is { } usual ? Math.Round(usual, 2) : null, works, Rounded(failing?.Share), Rounded(failing?.Low), Rounded(failing?.High)));
    }
}

public sealed record MapAnswer(string Type, MapMetadata Metadata, IReadOnlyList<MapFeature> Features);

/// <param name="Since">Where the window of all numbers starts: the start of the open outage of a service, else an hour ago.</param>
public sealed record MapMetadata(DateTimeOffset Generated, string Title, DateTimeOffset Since, int Count);

public sealed record MapFeature(string Type, string Id, MapPoint? Geometry, MapProperties Properties);

/// <param name="Coordinates">Longitude, latitude.</param>
public sealed record MapPoint(string Type, IReadOnlyList<double> Coordinates);

/// <param name="Expected">Null below country, where nothing is watched.</param>
/// <param name="Works">Null below country where nobody or too few people said so.</param>
/// <param name="Share">Failing ÷ (failing + works); null where fewer than 10 answered, or works is null.</param>
/// <param name="ShareLow">Lower end of the 90 % interval around it.</param>
/// <param name="ShareHigh">Upper end.</param>
public sealed record MapProperties(string Region, string Status, int Reports, double? Expected, int? Works, double? Share, double? ShareLow, double? ShareHigh);
