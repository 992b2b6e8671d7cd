using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Pipeline.OpenData;
using Reports.Web.Api;
using Reports.Web.Hosting;

namespace Reports.Web.Features.OpenData;

/// <summary>
/// A day of a service as a CSV file (RFC 4180), written as it is read. It protects the database: few are written at a time, a finished one is
/// good for all who ask in the next minutes, and a reader who takes too long is cut off.
/// </summary>
public static class OpenDataEndpoint
{
    private const string Limiter = "open-data";
    private const string DayFormat = "yyyy-MM-dd";
    private const string Columns = "row,minute,kind,region,problem,reports";
    private static readonly DateOnly FirstDay = new(1970, 1, 1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddOpenData(this IServiceCollection services) => services
        .Configure<RateLimiterOptions>(limiter => limiter.AddConcurrencyLimiter(Limiter, reads => (reads.PermitLimit, reads.QueueLimit) = (2, 20)));

    public static IEndpointRouteBuilder MapOpenData(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data/{slug}/{day}.csv", AnswerAsync).OpenToAllOrigins().CacheOutput(policy => policy.SetVaryByQuery([]).AddPolicy<DayCaching>()).RequireRateLimiting(Limiter)
            .WithTags("Open data").WithSummary("A day of a service, minute by minute").Produces<string>(contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<IResult> AnswerAsync(
        string slug, string day, HttpContext http, ServiceCatalog catalog, OpenDataReader reader, IOptions<OpenDataOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (catalog.Find(slug) is not { } service)
        {
            return Problems.UnknownService(slug);
        }

        if (!DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return Problems.Invalid("day", "must be a day in UTC such as 2026-05-17");
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var number = date.DayNumber - FirstDay.DayNumber;
        if (date > today || number < 0 || !await reader.IsWatchedAsync(service, number, cancellationToken))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "no-data", "There are no data of this day.", "It lies ahead, or nobody watched the service then.");
        }

        DayCaching.Keep(http, isOver: date < today);
        http.Response.Headers.Link = $"<{options.Value.Licence}>; rel=\"license\"";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{service.Slug}-{day}.csv\"";
        var started = time.GetTimestamp();
        return TypedResults.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body, leaveOpen: true) { NewLine = "\r\n" };
                await writer.WriteLineAsync(Columns);
                await foreach (var row in reader.ReadAsync(service, number, http.RequestAborted))
                {
                    if (time.GetElapsedTime(started) > Longest)
                    {
                        // Ended in the middle, so that neither the reader nor the cache takes it for the whole.
                        http.Abort();
                        throw new OperationCanceledException("The reader takes too long.");
                    }

                    await writer.WriteLineAsync(Line(row));
                }
            },
            "text/csv; charset=utf-8; header=present");
    }

    private static string Line(OpenDataRow row)
    {
        var kind = Words.Of(row.Kind);
        return row.Minute is { } minute
            ? string.Create(CultureInfo.InvariantCulture, $"cell,{MinuteBucket.Start(minute):yyyy-MM-ddTHH:mm:ssZ},{kind},{row.Region},{row.Problem},{row.Reports}")
            : string.Create(CultureInfo.InvariantCulture, $"total,,{kind},{row.Region},{row.Problem},{row.Reports}");
    }
}
