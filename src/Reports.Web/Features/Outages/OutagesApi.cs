using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Keys;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Outages;
using Reports.Pipeline.Status;
using Reports.Web.Api;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Outages;

public static class OutagesApi
{
    private const int PageSize = 50;

    public static IEndpointRouteBuilder MapOutagesApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/outages").WithTags("Outages");
        group.MapGet("", ListAsync).OpenToAllOrigins().FromStore().WithMetadata(new OfBoardAlone(IsAllOpen)).WithSummary("Outages, latest first").Produces<Page<OutageAnswer>>().ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id:guid}", FindAsync).OpenToAllOrigins().FromStore().WithSummary("One outage").Produces<OutageAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{id:guid}/retract", RetractAsync).RequireApiKey(ApiScopes.Admin).Accepts<RetractRequest>("application/json").WithSummary("Take an outage back, with a public reason")
            .Produces<OutageAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        return routes;
    }

    private static async Task<IResult> ListAsync(
        StatusBoardHolder holder, IDbContextFactory<ReportsDbContext> contexts, ServiceCatalog catalog,
        string? state, string? service, string? region, string? from, string? to, string? page, CancellationToken cancellationToken)
    {
        if (state is not (null or "open" or "resolved"))
        {
            return Problems.Invalid("state", "must be open or resolved");
        }

        if (region is not null && !RegionCatalog.Instance.IsRegion(region))
        {
            return Problems.Invalid("region", "is no region");
        }

        if (service is not null && catalog.Find(service) is null)
        {
            return Problems.Invalid("service", "is no service");
        }

        if (!QueryInstant.TryRead(from, out var first))
        {
            return Problems.Invalid("from", QueryInstant.Expected);
        }

        if (!QueryInstant.TryRead(to, out var last))
        {
            return Problems.Invalid("to", QueryInstant.Expected);
        }

        OutageMark? before = null;
        if (page is not null && (before = ReadMark(page)) is null)
        {
            return Problems.Invalid("page", "is no mark that a list gave out");
        }

        var regions = region is null or MacroRegions.World ? null : PartsOf(region);
        if (string.Equals(state, "open", StringComparison.Ordinal) && before is null && first is null && last is null)
        {
            // What everybody asks in an outage never touches the database.
            var open = holder.Current.Outages.Where(outage => outage.IsOpen
                && (service is null || string.Equals(outage.Service.Slug, service, StringComparison.Ordinal))
                && (regions is null || outage.Regions.Any(part => regions.Contains(part.Region, StringComparer.Ordinal))));
            return TypedResults.Ok(new Page<OutageAnswer>([.. open.Select(OutageAnswer.Of)], null));
        }

        bool? isOpen = state is null ? null : string.Equals(state, "open", StringComparison.Ordinal);
        var filter = new OutageFilter(
            isOpen, catalog.Find(service)?.Id, regions, first, last, before);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.ListOutagesAsync(filter, PageSize + 1, cancellationToken);
        var updates = rows.Count == 0 ? [] : await context.ReadUpdatesAsync(rows.Min(row => row.StartedAt).AddDays(-1), filter.ServiceId, cancellationToken);
        var items = rows.Take(PageSize).Select(row => OutageViews.Of(row, catalog, updates)).OfType<OutageView>().Select(OutageAnswer.Of).ToList();
        var next = rows.Count > PageSize ? WriteMark(rows[PageSize - 1]) : null;
        return TypedResults.Ok(new Page<OutageAnswer>(items, next));
    }

    /// <summary>The question of everybody in an outage.</summary>
    private static bool IsAllOpen(HttpRequest request) => request.Query is { Count: 1 } query && string.Equals(query["state"], "open", StringComparison.Ordinal);

    /// <summary>The regions of outages that touch <paramref name="region"/>: a macro-region and its countries; a country, also for what lies inside it.</summary>
    private static IReadOnlyList<string> PartsOf(string region) => MacroRegions.IndexOf(region) < 0
        ? [region.Split('-')[0]]
        : [region, .. RegionCatalog.Instance.Countries.Where(country => string.Equals(country.MacroRegion, region, StringComparison.Ordinal)).Select(country => country.Code)];

    private static string WriteMark(OutageRow last) => PageMark.Write(string.Create(CultureInfo.InvariantCulture, $"{last.StartedAt.UtcTicks} {last.Id}"));

    private static OutageMark? ReadMark(string page) =>
        PageMark.Read(page)?.Split(' ') is [var start, var id] && long.TryParse(start, CultureInfo.InvariantCulture, out var ticks)
            && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParse(id, out var guid)
            ? new OutageMark(new DateTimeOffset(ticks, TimeSpan.Zero), guid)
            : null;

    private static async Task<IResult> FindAsync(Guid id, OutageReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(id, cancellationToken) is { } outage ? TypedResults.Ok(OutageAnswer.Of(outage)) : Problems.UnknownOutage(id);

    private static async Task<IResult> RetractAsync(Guid id, HttpRequest request, OutageRetraction retraction, OutageReader reader, CancellationToken cancellationToken)
    {
        var (body, problem) = await BodyReader.ReadAsync<RetractRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > RetractRequest.LongestReason || !PlainText.Is(body.Reason))
        {
            return Problems.Invalid("reason", $"is required, plain text of at most {RetractRequest.LongestReason} characters");
        }

        return await retraction.RetractAsync(id, body.Reason.Trim(), cancellationToken)
            ? TypedResults.Ok(OutageAnswer.Of((await reader.ReadAsync(id, cancellationToken))!))
            : Problems.UnknownOutage(id);
    }
}

/// <param name="Reason">Shown in public.</param>
public sealed record RetractRequest([property: Required, MaxLength(RetractRequest.LongestReason)] string? Reason = null)
{
    public const int LongestReason = 500;
}
