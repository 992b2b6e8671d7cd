using System.Globalization;
using Reports.Domain.Catalog;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Outages;

/// <summary>The stream of what changes.</summary>
public static class EventsApi
{
    public static IEndpointRouteBuilder MapEventsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Urls.Events(null), IResult (HttpContext context, LiveEvents events, ServiceCatalog catalog, string? service, CancellationToken cancellationToken) =>
            {
                var wanted = catalog.Find(service);
                if (service is not null && wanted is null)
                {
                    return Problems.UnknownService(service);
                }

                var last = long.TryParse(context.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
                return TypedResults.ServerSentEvents(events.ReadAsync(wanted, last, cancellationToken));
            })
            .OpenToAllOrigins().WithTags("Events").WithSummary("Server-sent events: status, outage.opened, outage.updated, outage.recovering, outage.resolved");
        return routes;
    }
}
