using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Outages;
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
    private const int MostReplayed = 200;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IEndpointRouteBuilder MapEventsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/events", (
                HttpContext context, StatusBoardHolder holder, OutageReader reader, IDbContextFactory<ReportsDbContext> contexts, string? service, CancellationToken cancellationToken) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                var last = long.TryParse(context.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
                return TypedResults.ServerSentEvents(StreamAsync(holder, reader, contexts, service, last, cancellationToken));
            })
            .OpenToAllOrigins().WithTags("Events").WithSummary("Server-sent events: status, outage.opened, outage.updated, outage.recovering, outage.resolved");
        return routes;
    }

    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        StatusBoardHolder holder, OutageReader reader, IDbContextFactory<ReportsDbContext> contexts, string? service, long? last,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Subscribed before the replay, so that nothing falls between the two.
        await using var changes = holder.SubscribeAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = changes.MoveNextAsync().AsTask();
        var seen = last ?? 0;
        if (last is { } id)
        {
            await foreach (var item in ReplayAsync(contexts, reader, id, service, cancellationToken))
            {
                seen = Math.Max(seen, long.Parse(item.EventId!, CultureInfo.InvariantCulture));
                yield return item;
            }
        }

        foreach (var status in holder.Current.Services.Where(status => Wanted(status.Service.Slug, service) && (service is not null || status.Status != Domain.Status.StatusLevel.Operational)))
        {
            yield return Status(status, holder.Current.At);
        }

        while (await next)
        {
            var change = changes.Current;
            next = changes.MoveNextAsync().AsTask();
            foreach (var item in Items(change, service, seen))
            {
                yield return item;
            }

            seen = Math.Max(seen, change.After.Outages.SelectMany(outage => outage.Transitions).Select(transition => transition.Id).DefaultIfEmpty(0).Max());
        }
    }

    private static IEnumerable<SseItem<string>> Items(BoardChange change, string? service, long seen)
    {
        var known = change.Before.Outages.SelectMany(outage => outage.Transitions).Select(transition => transition.Id).DefaultIfEmpty(seen).Max();
        foreach (var (outage, transition) in change.After.Outages.Where(outage => Wanted(outage.Service.Slug, service))
            .SelectMany(outage => outage.Transitions.Select(transition => (outage, transition)))
            .Where(pair => pair.transition.Id > Math.Max(known, seen)).OrderBy(pair => pair.transition.Id))
        {
            if (TypeOf(transition) is { } type)
            {
                yield return Outage(type, outage, transition);
            }
        }

        foreach (var status in change.After.Services.Where(status => Wanted(status.Service.Slug, service)))
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
        IDbContextFactory<ReportsDbContext> contexts, OutageReader reader, long after, string? service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var row in await context.ReadTransitionsAfterAsync(after, MostReplayed, cancellationToken))
        {
            var transition = new OutageTransition(row.Id, row.OutageId, row.From, row.To, row.At, row.Reason);
            if (TypeOf(transition) is { } type && await reader.FindAsync(row.OutageId, cancellationToken) is { } outage && Wanted(outage.Service.Slug, service))
            {
                yield return Outage(type, outage, transition);
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

    private static bool Wanted(string slug, string? service) => service is null || string.Equals(slug, service, StringComparison.Ordinal);

    private static SseItem<string> Status(ServiceStatus status, DateTimeOffset at) =>
        new(JsonSerializer.Serialize(new StatusEvent(status.Service.Slug, Words.Of(status.Status), status.ReportsLastHour, at), Json), "status");

    private static SseItem<string> Outage(string type, OutageView outage, OutageTransition transition) =>
        new(JsonSerializer.Serialize(OutageAnswer.Of(outage), Json), type) { EventId = transition.Id.ToString(CultureInfo.InvariantCulture) };
}

public sealed record StatusEvent(string Service, string Status, int ReportsLastHour, DateTimeOffset At);
