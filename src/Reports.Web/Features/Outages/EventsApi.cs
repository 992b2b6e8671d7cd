using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Api;
using Reports.Web.Hosting;

namespace Reports.Web.Features.Outages;

/// <summary>
/// The stream of what changes: <c>status</c> of services, and <c>outage.*</c>, whose id is that of the transition, so that a client that was
/// away gets what it missed.
/// </summary>
public static class EventsApi
{
    private const int PageOfReplay = 200;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IEndpointRouteBuilder MapEventsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/events", IResult (
                HttpContext context, StatusBoardHolder holder, OutageReader reader, IDbContextFactory<ReportsDbContext> contexts, ServiceCatalog catalog, TimeProvider time,
                string? service, CancellationToken cancellationToken) =>
            {
                var wanted = catalog.Find(service);
                if (service is not null && wanted is null)
                {
                    return Problems.UnknownService(service);
                }

                context.Response.Headers.CacheControl = "no-store";
                var last = long.TryParse(context.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
                return TypedResults.ServerSentEvents(StreamAsync(holder, reader, contexts, wanted, last, time, cancellationToken));
            })
            .OpenToAllOrigins().WithTags("Events").WithSummary("Server-sent events: status, outage.opened, outage.updated, outage.recovering, outage.resolved");
        return routes;
    }

    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        StatusBoardHolder holder, OutageReader reader, IDbContextFactory<ReportsDbContext> contexts, MonitoredService? service, long? last, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Subscribed before anything is read, so that nothing falls between.
        using var boards = holder.Subscribe();
        var seen = LastTransition(holder.Current);
        if (last is { } missed)
        {
            await foreach (var item in ReplayAsync(contexts, reader, missed, service?.Id, cancellationToken))
            {
                seen = Math.Max(seen, long.Parse(item.EventId!, CultureInfo.InvariantCulture));
                yield return item;
            }
        }

        foreach (var status in holder.Current.Services.Where(status => Wanted(status.Service, service) && (service is not null || status.Status != StatusLevel.Operational)))
        {
            yield return Status(status, holder.Current.At);
        }

        for (var waiting = boards.Reader.WaitToReadAsync(cancellationToken).AsTask(); ;)
        {
            // Proxies cut a silent connection, and every client would come back at once.
            if (await Task.WhenAny(waiting, Task.Delay(Silence, time, cancellationToken)) != waiting)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new SseItem<string>("", "ping");
                continue;
            }

            if (!await waiting)
            {
                yield break;
            }

            while (boards.Reader.TryRead(out var change))
            {
                foreach (var item in Items(change, service, seen))
                {
                    yield return item;
                }

                seen = Math.Max(seen, LastTransition(change.After));
            }

            waiting = boards.Reader.WaitToReadAsync(cancellationToken).AsTask();
        }
    }

    private static long LastTransition(StatusBoard board) => board.Outages.SelectMany(outage => outage.Transitions).Select(transition => transition.Id).DefaultIfEmpty(0).Max();

    /// <summary>A slow reader misses boards, so what it has seen decides, not the board before.</summary>
    private static IEnumerable<SseItem<string>> Items(BoardChange change, MonitoredService? service, long seen)
    {
        foreach (var (outage, transition) in change.After.Outages.Where(outage => Wanted(outage.Service, service))
            .SelectMany(outage => outage.Transitions.Select(transition => (outage, transition)))
            .Where(pair => pair.transition.Id > seen).OrderBy(pair => pair.transition.Id))
        {
            if (TypeOf(transition) is { } type)
            {
                yield return Outage(type, outage, transition);
            }
        }

        foreach (var status in change.After.Services.Where(status => Wanted(status.Service, service)))
        {
            // One service: every change of its numbers. All services: only what changes what people are told.
            var before = change.Before.Find(status.Service.Slug);
            if (before is null || before.Status != status.Status || (service is not null && before.ReportsLastHour != status.ReportsLastHour))
            {
                yield return Status(status, change.After.At);
            }
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> ReplayAsync(
        IDbContextFactory<ReportsDbContext> contexts, OutageReader reader, long after, int? serviceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = new Dictionary<Guid, OutageView?>();
        for (var rows = await context.ReadTransitionsAfterAsync(after, serviceId, PageOfReplay, cancellationToken); rows.Count > 0;
            rows = await context.ReadTransitionsAfterAsync(rows[^1].Id, serviceId, PageOfReplay, cancellationToken))
        {
            foreach (var row in rows)
            {
                var transition = new OutageTransition(row.Id, row.OutageId, row.From, row.To, row.At, row.Reason);
                if (!known.TryGetValue(row.OutageId, out var outage))
                {
                    known[row.OutageId] = outage = await reader.FindAsync(row.OutageId, cancellationToken);
                }

                if (outage is not null && TypeOf(transition) is { } type)
                {
                    yield return Outage(type, outage, transition);
                }
            }
        }
    }

    /// <summary>Null for what the public stream does not tell: outages that are only possible.</summary>
    private static string? TypeOf(OutageTransition transition) => transition.To switch
    {
        OutageState.Outage when transition.From is OutageState.Outage or OutageState.Recovering => "outage.updated",
        OutageState.Outage => "outage.opened",
        OutageState.Recovering => "outage.recovering",
        OutageState.Resolved => "outage.resolved",
        OutageState.Retracted => "outage.updated",
        OutageState.Possible or OutageState.Dismissed => null,
    };

    private static bool Wanted(MonitoredService service, MonitoredService? wanted) => wanted is null || service.Id == wanted.Id;

    private static SseItem<string> Status(ServiceStatus status, DateTimeOffset at) =>
        new(JsonSerializer.Serialize(new StatusEvent(status.Service.Slug, Words.Of(status.Status), status.ReportsLastHour, at), Json), "status");

    private static SseItem<string> Outage(string type, OutageView outage, OutageTransition transition) =>
        new(JsonSerializer.Serialize(OutageAnswer.Of(outage), Json), type) { EventId = transition.Id.ToString(CultureInfo.InvariantCulture) };
}

public sealed record StatusEvent(string Service, string Status, int ReportsLastHour, DateTimeOffset At);
