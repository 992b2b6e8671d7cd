using Reports.Domain.Status;
using Reports.Pipeline.Places;
using Reports.Pipeline.Status;
using Reports.Web.Api;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Map;

/// <summary>GeoJSON: a feature per country, at a point inside it, for one service or the sum of all.</summary>
public static class MapApi
{
    private const string MediaType = "application/geo+json";

    public static IEndpointRouteBuilder MapMapApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("Map");
        group.MapGet("/services/{slug}/map", (string slug, StatusBoardHolder holder, PlaceLocator places) =>
                holder.Current.Find(slug) is { } service
                    ? TypedResults.Json(Collection(holder.Current, service.Service.Name, [service], places), contentType: MediaType)
                    : (IResult)Problems.UnknownService(slug))
            .OpenToAllOrigins().FromBoard().WithSummary("Countries of one service").Produces<MapAnswer>(contentType: MediaType).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/map", (StatusBoardHolder holder, PlaceLocator places) =>
                TypedResults.Json(Collection(holder.Current, "All services", holder.Current.Services, places), contentType: MediaType))
            .OpenToAllOrigins().FromBoard().WithSummary("Countries, all services").Produces<MapAnswer>(contentType: MediaType);
        return routes;
    }

    private static MapAnswer Collection(StatusBoard board, string title, IEnumerable<ServiceStatus> services, PlaceLocator places)
    {
        var features = services.SelectMany(service => service.Countries).GroupBy(country => country.Region, StringComparer.Ordinal)
            .Select(country => Feature(country.Key, [.. country], places))
            .OrderByDescending(feature => feature.Properties.Reports).ThenBy(feature => feature.Id, StringComparer.Ordinal).ToList();
        return new MapAnswer("FeatureCollection", new MapMetadata(board.At, title, features.Count), features);
    }

    private static MapFeature Feature(string code, IReadOnlyList<RegionStatus> parts, PlaceLocator places)
    {
        var (reports, works) = (parts.Sum(part => part.Reports), parts.Sum(part => part.Works));
        double? share = reports + works < RegionStatus.FewestToCompare ? null : Math.Round((double)reports / (reports + works), 4);
        var worst = parts.Max(part => part.Status);
        var point = places.PointIn(code) is { } inside ? new MapPoint("Point", [Math.Round(inside.Longitude, 3), Math.Round(inside.Latitude, 3)]) : null;
        return new MapFeature("Feature", code, point, new MapProperties(code, Words.Of(worst), reports, Math.Round(parts.Sum(part => part.Expected), 2), works, share));
    }
}

public sealed record MapAnswer(string Type, MapMetadata Metadata, IReadOnlyList<MapFeature> Features);

public sealed record MapMetadata(DateTimeOffset Generated, string Title, int Count);

public sealed record MapFeature(string Type, string Id, MapPoint? Geometry, MapProperties Properties);

/// <param name="Coordinates">Longitude, latitude.</param>
public sealed record MapPoint(string Type, IReadOnlyList<double> Coordinates);

/// <param name="Share">Failing ÷ (failing + works); null where fewer than 10 answered.</param>
public sealed record MapProperties(string Region, string Status, int Reports, double Expected, int Works, double? Share);
