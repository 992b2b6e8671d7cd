using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using Reports.Domain.Keys;
using Reports.Pipeline.Intake;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;

namespace Reports.Web.Features.SubmitReport;

/// <summary>Reports over HTTP: one by one from anybody, in batches from partners.</summary>
public static class ReportsApi
{
    public const string Path = "/api/v1/reports";

    public static IEndpointRouteBuilder MapReportsApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).WithTags("Reports");
        var endpoint = routes.ServiceProvider.GetRequiredService<ReportApiEndpoint>();

        // Said to return a result: else it would be taken for one that writes its answer itself.
        group.MapPost("", Task<IResult> (HttpContext http) => endpoint.ReceiveAsync(http))
            .WithMetadata(new TakesIdempotencyKey(ReportApiEndpoint.LongestKey)).Accepts<SubmitReportRequest>("application/json").WithSummary("Report that a service is down, or works")
            .Produces<ReportAnswer>(StatusCodes.Status201Created)
            .Produces<ProofRequired>(StatusCodes.Status403Forbidden, "application/problem+json")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable)

            // Nothing that pages need: no cache, no compression, no second look at the answer.
            .ShortCircuit();
        group.MapPost("/batch", BatchApi.ReceiveAsync).CountRefusals(ReportChannel.Batch).RequireApiKey(ApiScopes.Ingest).Accepts<BatchLine>(BatchApi.MediaType).WithSummary("Many reports at once, one JSON object a line")
            .Produces<BatchAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        // Without these, routing would refuse other media types itself, and nobody would count them.
        group.MapPost("", () => BodyReader.WrongType()).CountRefusals(ReportChannel.Api).ExcludeFromDescription();
        group.MapPost("/batch", () => BatchApi.WrongType()).CountRefusals(ReportChannel.Batch).RequireApiKey(ApiScopes.Ingest).ExcludeFromDescription();
        return routes;
    }

    public static ReportRegion RegionOf(PlaceId place) => RegionCatalog.Instance.CountryOf(place) is { } country
        ? new ReportRegion(country.MacroRegion, country.Code, place.IsCountry ? null : place.ToString())
        : new ReportRegion(null, null, null);

    internal static bool TryReadKind(string? text, out ReportKind kind)
    {
        kind = string.Equals(text, "works", StringComparison.Ordinal) ? ReportKind.Works : ReportKind.Down;
        return text is null or "down" or "works";
    }
}
