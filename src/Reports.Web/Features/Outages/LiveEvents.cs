using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Reports.Domain.Catalog;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Status;
using Reports.Web.Api;

namespace Reports.Web.Features.Outages;

/// <summary>
/// What one reader is told: <c>status</c> of services, and <c>outage.*</c>, whose id is that of the transition, so that a reader who was away
/// gets what was missed. All of it comes from boards, so that no number of readers reaches the database, and is judged by the board this
/// reader was last told of, so that a slow one loses boards but no news. Safe for all threads.
/// </summary>
public sealed class LiveEvents(StatusBoardHolder holder, IHostApplicationLifetime lifetime, TimeProvider time)
{
    // Proxies cut a connection that is silent for a minute, and every reader would come back at once.
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(20);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Begins with the first board and ends, without an exception, when the reader leaves or the site stops.</summary>
    /// <param name="service">Null for all services.</param>
    /// <param name="last">The last transition that the reader knows; null for none, and then only new ones are told.</param>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync(MonitoredService? service, long? last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An open stream would hold up the end of the process until the host gives up waiting.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var boards = holder.Subscribe();
        using var timer = new PeriodicTimer(BetweenPings, time);
        StatusBoard? told = null;
        var seen = 0L;

        // The answer begins with its first event, and until then a browser does not know that it is connected.
        if (!holder.IsReady)
        {
            yield return Ping();
        }

        var next = boards.Reader.WaitToReadAsync(ended.Token).AsTask();
        var ping = timer.WaitForNextTickAsync(ended.Token).AsTask();
        while (true)
        {
            await Task.WhenAny(next, ping);
            if (ended.IsCancellationRequested)
            {
                yield break;
            }

            if (ping.IsCompleted)
            {
                yield return Ping();
                ping = timer.WaitForNextTickAsync(ended.Token).AsTask();
            }

            if (!next.IsCompleted)
            {
                continue;
            }

            if (boards.Reader.TryRead(out var board))
            {
                // An id that is not ours must not silence what is to come.
                seen = told is null ? Math.Min(last ?? long.MaxValue, LastTransition(board)) : seen;
                var items = Outages(board, service, seen).Concat(Statuses(told, board, service));
                foreach (var item in told is null ? items.DefaultIfEmpty(Ping()) : items)
                {
                    yield return item;
                }

                (told, seen) = (board, Math.Max(seen, LastTransition(board)));
            }

            next = boards.Reader.WaitToReadAsync(ended.Token).AsTask();
        }
    }

    private static long LastTransition(StatusBoard board) => board.Outages.SelectMany(outage => outage.Transitions).Select(transition => transition.Id).DefaultIfEmpty(0).Max();

    private static IEnumerable<SseItem<string>> Outages(StatusBoard board, MonitoredService? service, long seen) =>
        from outage in board.Outages
        where service is null || outage.Service.Id == service.Id
        from transition in outage.Transitions
        where transition.Id > seen
        orderby transition.Id
        let type = TypeOf(transition)
        where type is not null
        select new SseItem<string>(JsonSerializer.Serialize(OutageAnswer.Of(outage), Json), type) { EventId = transition.Id.ToString(CultureInfo.InvariantCulture) };

    /// <summary>One service: every change of its numbers. All services: only what changes what people are told, of which nothing is what they expect.</summary>
    private static IEnumerable<SseItem<string>> Statuses(StatusBoard? told, StatusBoard board, MonitoredService? service) =>
        from status in board.Services
        let before = told?.Find(status.Service.Slug)
        where service is null
            ? status.Status != (before?.Status ?? StatusLevel.Operational)
            : status.Service.Id == service.Id && (before is null || (before.Status, before.ReportsLastHour) != (status.Status, status.ReportsLastHour))
        select new SseItem<string>(JsonSerializer.Serialize(new StatusEvent(status.Service.Slug, Words.Of(status.Status), status.ReportsLastHour, board.At), Json), "status");

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

    private static SseItem<string> Ping() => new("", "ping");
}

public sealed record StatusEvent(string Service, string Status, int ReportsLastHour, DateTimeOffset At);
