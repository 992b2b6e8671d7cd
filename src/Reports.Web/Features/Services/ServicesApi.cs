using System.Globalization;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Keys;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Api;
using Reports.Web.Features.Outages;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Services;

public static class ServicesApi
{
    private const int PageSize = 100;
    private const int MostPoints = 3000;

    /// <summary>Points below country, where each hour is judged among all places of the country: a month.</summary>
    private const int MostHours = 31 * 24;

    public static IEndpointRouteBuilder MapServicesApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/services").WithTags("Services");
        group.MapGet("", List).OpenToAllOrigins().FromBoard("query", "category", "status", "region", "page").WithSummary("Services, those in trouble first").Produces<Page<ServiceListItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{slug}", Find).OpenToAllOrigins().FromBoard().WithSummary("One service").Produces<ServiceAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{slug}/series", SeriesAsync).OpenToAllOrigins().FromStore().WithSummary("Reports over time beside what is usual").Produces<SeriesAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{slug}/updates", OfficialUpdatesApi.AddAsync).RequireApiKey(ApiScopes.Updates).Accepts<OfficialUpdateRequest>("application/json").WithSummary("Say what the provider says")
            .Produces<OfficialUpdateAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        return routes;
    }

    private static IResult List(StatusBoardHolder holder, string? query, string? category, string? status, string? region, string? page)
    {
        var level = StatusLevel.Operational;
        if (status is not null && !Words.TryRead(status, out level))
        {
            return Problems.Invalid("status", "must be operational, possible, outage or recovering");
        }

        if (region is not null && !RegionCatalog.Instance.IsRegion(region))
        {
            return Problems.Invalid("region", "is no region");
        }

        var skip = 0;
        if (page is not null && (!int.TryParse(PageMark.Read(page), CultureInfo.InvariantCulture, out skip) || skip < 0))
        {
            return Problems.Invalid("page", "is no mark that a list gave out");
        }

        // With a region, the status asked for is the status there, and services nobody reports from there are left out.
        var found = holder.Current.Services.Where(service =>
            (category is null || string.Equals(service.Service.Category, category, StringComparison.Ordinal))
            && (string.IsNullOrWhiteSpace(query) || Matches(service.Service, query.Trim()))
            && (region is null || service.FindRegion(region) is { } there && (status is null || there.Status == level))
            && (region is not null || status is null || service.Status == level)).ToList();
        var items = found.Skip(skip).Take(PageSize).Select(ServiceListItem.Of).ToList();
        var next = skip + PageSize < found.Count ? PageMark.Write((skip + PageSize).ToString(CultureInfo.InvariantCulture)) : null;
        return TypedResults.Ok(new Page<ServiceListItem>(items, next));
    }

    private static IResult Find(string slug, StatusBoardHolder holder) =>
        holder.Current.Find(slug) is { } service ? TypedResults.Ok(ServiceAnswer.Of(service)) : Problems.UnknownService(slug);

    private static async Task<IResult> SeriesAsync(
        string slug, ServiceCatalog catalog, SeriesReader reader, TimeProvider time,
        string? region, string? from, string? to, string? step, CancellationToken cancellationToken)
    {
        if (catalog.Find(slug) is not { } service)
        {
            return Problems.UnknownService(slug);
        }

        var place = region ?? MacroRegions.World;
        if (!RegionCatalog.Instance.IsRegion(place))
        {
            return Problems.Invalid("region", "is no region");
        }

        var asked = step switch { null or "5m" => 5, "1m" => 1, "15m" => 15, "1h" => 60, _ => 0 };
        if (asked == 0)
        {
            return Problems.Invalid("step", "must be 1m, 5m, 15m or 1h");
        }

        var minutes = SeriesReader.StepFor(place, asked);

        if (!QueryInstant.TryRead(from, out var first))
        {
            return Problems.Invalid("from", QueryInstant.Expected);
        }

        if (!QueryInstant.TryRead(to, out var last))
        {
            return Problems.Invalid("to", QueryInstant.Expected);
        }

        // The step that has begun is the last one.
        var end = (MinuteBucket.Of(last ?? time.GetUtcNow()) / asked * asked) + (last is null ? asked : 0);
        var start = first is { } begin ? MinuteBucket.Of(begin) / asked * asked : end - MinuteBucket.PerDay;
        var most = SeriesReader.IsBelowCountry(place) ? MostHours : MostPoints;
        if (start >= end || (end - start) / minutes > most)
        {
            return Problems.Invalid("from", $"must lie before to, and ask for at most {most} points");
        }

        if (SeriesReader.IsBelowCountry(place))
        {
            (start, end) = SeriesReader.FinishedHours(start, end, MinuteBucket.Of(time.GetUtcNow()));
        }

        var points = await reader.ReadAsync(service, place, start, end, minutes, cancellationToken);
        return TypedResults.Ok(new SeriesAnswer(
            place, minutes == asked ? step ?? "5m" : "1h",
            [.. points.Select(point => new SeriesPointAnswer(MinuteBucket.Start(point.Minute), point.Reports, Round(point.Expected), Round(point.Upper)))]));
    }

    private static bool Matches(MonitoredService service, string query) =>
        service.Name.Contains(query, StringComparison.OrdinalIgnoreCase) || service.Slug.Contains(query, StringComparison.OrdinalIgnoreCase)
        || service.Aliases.Any(alias => alias.Contains(query, StringComparison.OrdinalIgnoreCase));

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 3) : null;
}

public sealed record ServiceListItem(string Slug, string Name, string Category, string Status, int ReportsLastHour, IReadOnlyList<int> Sparkline)
{
    public static ServiceListItem Of(ServiceStatus service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return new ServiceListItem(
            service.Service.Slug, service.Service.Name, service.Service.Category, Words.Of(service.Status), service.ReportsLastHour, service.Sparkline);
    }
}

/// <summary>A service: numbers of regions run from <paramref name="Since"/>, the start of the open outage, else an hour ago.</summary>
public sealed record ServiceAnswer(
    string Slug, string Name, string Category, ServiceLinks Links, string Status, int ReportsLastHour, DateTimeOffset Since, IReadOnlyList<ServiceRegionAnswer> Regions,
    IReadOnlyList<ProblemAnswer> Problems, IReadOnlyList<string> ProblemKinds, OutageAnswer? OpenOutage, OfficialUpdateAnswer? LastOfficialUpdate, IReadOnlyList<int> Sparkline)
{
    public static ServiceAnswer Of(ServiceStatus service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return new ServiceAnswer(
            service.Service.Slug, service.Service.Name, service.Service.Category, new ServiceLinks(service.Service.Site, service.Service.StatusPage), Words.Of(service.Status),
            service.ReportsLastHour, service.Since,
            [.. service.MacroRegions.Concat(service.Countries).Prepend(service.World).Select(region =>
                new ServiceRegionAnswer(region.Region, Words.Of(region.Status), region.Reports, Math.Round(region.Expected, 2), Math.Round(region.Upper, 2), region.Works))],
            [.. service.Problems.Select(ProblemAnswer.Of)], service.Service.Problems,
            service.OpenOutage is { } outage ? OutageAnswer.Of(outage) : null,
            service.LastUpdate is { } update ? OfficialUpdateAnswer.Of(update) : null, service.Sparkline);
    }
}

public sealed record ServiceLinks(string Site, string? StatusPage);

public sealed record ServiceRegionAnswer(string Region, string Status, int Reports, double Expected, double Upper, int Works);

public sealed record SeriesAnswer(string Region, string Step, IReadOnlyList<SeriesPointAnswer> Points);

/// <param name="T">Start of the step.</param>
/// <param name="Expected">Null below country, where nothing is watched.</param>
public sealed record SeriesPointAnswer(DateTimeOffset T, int Reports, double? Expected, double? Upper);
