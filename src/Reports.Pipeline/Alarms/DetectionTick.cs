using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Detection.Baselines;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Pipeline.Counting;
using Reports.Pipeline.Outages;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Alarms;

/// <summary>
/// One look at the counts: read the last minutes again, hand complete ones to the detectors, keep the outages, publish the board. A pull, so
/// that a restart or a takeover loses nothing. One tick at a time.
/// </summary>
public sealed partial class DetectionTick(
    IDbContextFactory<ReportsDbContext> contexts, ServiceCatalog catalog, SiteRegions regions, OutageKeeper outages, StatusBoardBuilder boards,
    StatusBoardHolder holder, IOptions<DetectionOptions> options, TimeProvider time, ILogger<DetectionTick> logger)
{
    /// <summary>Minutes that every tick reads again, for commits that came late.</summary>
    public const int RereadMinutes = 5;

    private const double RestsOfInterval = 0.7;

    private readonly DetectorRebuild _rebuild = new(regions);
    private readonly Dictionary<int, ServiceWatch> _watches = Watch(catalog, regions);
    private readonly CountWindow _window = new();

    /// <summary>A look that hands a minute over may work for much longer than one in between, so that each has its own expectations.</summary>
    private readonly Breather _ofMinutes = new(options.Value.Interval * RestsOfInterval, time), _between = new(options.Value.Interval * RestsOfInterval, time);

    /// <summary>The next minute to hand over; all before it have been.</summary>
    private int? _next;

    /// <summary>What would be usual for a service in a region; null for what is not watched. May be asked from any thread.</summary>
    public ExpectedRange? Expected(int serviceId, string region, int from, int to) =>
        regions.IndexOf(region) is >= 0 and var index && _watches.TryGetValue(serviceId, out var watch) ? watch.Expected(index, from, to) : null;

    /// <summary>See <see cref="ServiceWatch.ActiveSeries"/>, of all services; for who runs the tick.</summary>
    public int ActiveSeries => _watches.Values.Sum(watch => watch.ActiveSeries);

    /// <param name="now">The instant of the tick; minutes that ended long enough before it are complete.</param>
    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What is told at once must be what is told when it has been stored, and PostgreSQL keeps less of a second than a clock has.
        now = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());

        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var current = MinuteBucket.Of(now);
        var complete = MinuteBucket.Of(now - options.Value.Settle);
        var breather = _next == complete ? _between : _ofMinutes;

        // People wait for the first board, and for the one after a failure.
        breather.BeginRun(isWaitedFor: _next is null);

        // Recounts are taken for good: should this tick fail, the next one must start from what is stored.
        var known = _next;
        _next = null;
        var recounts = await context.TakeRecountsAsync(cancellationToken).ConfigureAwait(false);
        breather.Begin();
        if (known is not { } next || next > complete + 1 || complete - next > MinuteBucket.PerDay)
        {
            await StartAsync(context, current, complete, cancellationToken).ConfigureAwait(false);
            breather.Begin();
        }
        else
        {
            await ReadAsync(context, Math.Min(next, current) - RereadMinutes, current, recounts, breather, cancellationToken).ConfigureAwait(false);
            // A clock that was set back a little must not hand a minute over twice.
            complete = Math.Max(next, complete);
            await AdvanceAsync(context, next, complete, recounts, breather, cancellationToken).ConfigureAwait(false);
        }

        _next = complete;
        foreach (var watch in _watches.Values)
        {
            await breather.RestAsync(cancellationToken).ConfigureAwait(false);
            watch.Glimpse(complete, _window.Of(watch.Service.Id, complete));
        }

        _window.SettledBefore = complete - RereadMinutes;
        var kept = await outages.KeepAsync(context, _watches.Values, _window, breather, now, cancellationToken).ConfigureAwait(false);
        holder.Publish(await boards.BuildAsync(context, _watches, _window, kept, breather, now, cancellationToken).ConfigureAwait(false));
    }

    private static Dictionary<int, ServiceWatch> Watch(ServiceCatalog catalog, SiteRegions regions)
    {
        var thresholds = DetectorThresholds.For(catalog.Services.Count);
        return catalog.Services.ToDictionary(service => service.Id, service => new ServiceWatch(service, regions, thresholds));
    }

    private async Task StartAsync(ReportsDbContext context, int current, int complete, CancellationToken cancellationToken)
    {
        var from = CountWindow.OldestAt(current);
        _window.Clear();
        _window.Replace(from, current + 1, await context.ReadMinutesAsync(from, current + 1, cancellationToken).ConfigureAwait(false));
        foreach (var watch in _watches.Values)
        {
            watch.Kindred = null;
        }

        await _rebuild.RunAsync(context, [.. _watches.Values], complete, options.Value.HistoryWeeks, cancellationToken).ConfigureAwait(false);
        await _rebuild.RunAsync(context, KindredServices.Tell(_watches.Values, regions.Tree), complete, options.Value.HistoryWeeks, cancellationToken).ConfigureAwait(false);
        LogStarted(_watches.Count);
    }

    private async Task ReadAsync(ReportsDbContext context, int from, int current, Dictionary<int, int> recounts, Breather breather, CancellationToken cancellationToken)
    {
        var first = Math.Max(recounts.Values.Append(from).Min(), CountWindow.OldestAt(current));
        var last = Math.Max(first, current - RereadMinutes - 1);
        if (first < last)
        {
            _window.Replace(first, last, await context.ReadMinutesAsync(first, last, cancellationToken).ConfigureAwait(false));
            breather.Begin();
        }

        // The last ones, which every tick reads, each by itself: when everything fails a minute has ten thousand rows.
        for (var minute = last; minute <= current; minute++)
        {
            _window.Replace(minute, minute + 1, await context.ReadMinutesAsync(minute, minute + 1, cancellationToken).ConfigureAwait(false));
            await breather.RestAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AdvanceAsync(ReportsDbContext context, int next, int complete, Dictionary<int, int> recounts, Breather breather, CancellationToken cancellationToken)
    {
        var late = _watches.Values.Where(watch =>

            // Of the minutes read again it is known whether they changed; only older ones need the word of a recount.
            (recounts.TryGetValue(watch.Service.Id, out var earliest) && earliest < next - RereadMinutes)
            || Enumerable.Range(next - RereadMinutes, RereadMinutes).Any(minute => watch.HasChanged(minute, _window.Of(watch.Service.Id, minute)))).ToList();
        if (late.Count > 0)
        {
            await _rebuild.RunAsync(context, late, next, options.Value.HistoryWeeks, cancellationToken).ConfigureAwait(false);
            breather.Begin();
        }

        if (next == complete)
        {
            return;
        }

        var heartbeats = await context.ReadHeartbeatsAsync(next, complete, cancellationToken).ConfigureAwait(false);
        for (var minute = next; minute < complete; minute++)
        {
            foreach (var watch in _watches.Values)
            {
                await breather.RestAsync(cancellationToken).ConfigureAwait(false);
                watch.Advance(minute, _window.Of(watch.Service.Id, minute), heartbeats.Contains(minute));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Detection rebuilt {Services} services from stored counts.")]
    private partial void LogStarted(int services);
}
