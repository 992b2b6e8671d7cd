using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Outages;

namespace Reports.Pipeline.Alarms;

/// <summary>
/// Rebuilds detectors from what is stored, so that they cannot drift from it: weeks of hourly sums teach the baseline, the last hours go
/// through minute by minute. Hours of an outage teach nothing, as when they were live.
/// </summary>
public sealed class DetectorRebuild(SiteRegions regions)
{
    // Long enough for every sequential test to be back where it was; short enough to take no time.
    private const int ReplayHours = 3;

    /// <summary>Rebuilds the detectors of <paramref name="watches"/> up to, not including, <paramref name="untilMinute"/>.</summary>
    public async Task RunAsync(ReportsDbContext context, IReadOnlyList<ServiceWatch> watches, int untilMinute, int weeks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(watches);
        if (watches.Count == 0)
        {
            return;
        }

        var replayFrom = (untilMinute / MinuteBucket.PerHour) - ReplayHours;
        var firstHour = replayFrom - (weeks * 7 * 24);
        var services = watches.Select(watch => watch.Service.Id).ToList();
        var observed = await context.ReadObservedHoursAsync(firstHour, replayFrom, cancellationToken).ConfigureAwait(false);
        var heartbeats = await context.ReadHeartbeatsAsync(replayFrom * MinuteBucket.PerHour, untilMinute, cancellationToken).ConfigureAwait(false);
        var partners = await context.ReadPartnerHoursAsync(firstHour, replayFrom, services, cancellationToken).ConfigureAwait(false);
        var frozen = await ReadFrozenAsync(context, services, MinuteBucket.Start(firstHour * MinuteBucket.PerHour), cancellationToken).ConfigureAwait(false);
        var replays = watches.ToDictionary(
            watch => watch.Service.Id,
            watch => new ServiceReplay(
                watch, regions, new ObservedTime(observed, heartbeats, partners[watch.Service.Id].ToDictionary(row => row.Hour, row => row.Minutes)),
                [.. frozen[watch.Service.Id]], replayFrom, untilMinute));

        // Detectors of different services know nothing of each other, so one learns while the next one's counts are read.
        var counts = context.StreamDown(firstHour * MinuteBucket.PerHour, untilMinute, services);
        await Parallel.ForEachAsync(ByServiceAsync(counts, replays, cancellationToken), cancellationToken, (past, _) =>
        {
            foreach (var count in past.Counts)
            {
                past.Replay.Add(count);
            }

            past.Replay.Finish();
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
    }

    /// <summary>Every replay once, with the counts of its service, which come one service after the other; those without any last.</summary>
    private static async IAsyncEnumerable<(ServiceReplay Replay, List<MinuteCount> Counts)> ByServiceAsync(
        IAsyncEnumerable<MinuteCount> counts, Dictionary<int, ServiceReplay> replays, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<MinuteCount> past = [];
        await foreach (var count in counts.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (past.Count > 0 && past[0].ServiceId != count.ServiceId)
            {
                yield return (Take(past[0].ServiceId), past);
                past = [];
            }

            past.Add(count);
        }

        if (past.Count > 0)
        {
            yield return (Take(past[0].ServiceId), past);
        }

        foreach (var silent in replays.Values)
        {
            yield return (silent, []);
        }

        ServiceReplay Take(int service) => replays.Remove(service, out var replay) ? replay : throw new InvalidOperationException("Counts must come service by service.");
    }

    private async Task<ILookup<int, FrozenSpan>> ReadFrozenAsync(ReportsDbContext context, List<int> services, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var outages = await context.Outages.AsNoTracking()
            .Where(row => (row.FlaggedAt != null || row.Doubt != SourceDoubt.None) && row.State != OutageState.Retracted && services.Contains(row.ServiceId) && (row.EndedAt == null || row.EndedAt >= since))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return outages
            .SelectMany(outage => outage.Regions.Where(region => !string.Equals(region.Region, MacroRegions.World, StringComparison.Ordinal))
                .Select(region => FrozenSpan.Of(regions.IndexOf(region.Region), region.JoinedAt, region.LeftAt ?? outage.EndedAt))
                .Append(FrozenSpan.Of(SiteRegions.World, outage.FlaggedAt ?? outage.DetectedAt, outage.EndedAt))
                .Select(span => (outage.ServiceId, span)))
            .ToLookup(pair => pair.ServiceId, pair => pair.span);
    }
}

/// <summary>
/// Hours in which a region was part of an outage; for the world, in which there was one at all: reports without a place may be of it. From the
/// hour in which it joined: the hour before is left out by the detector itself, live and here.
/// </summary>
internal readonly record struct FrozenSpan(int Region, int FirstHour, int LastHour)
{
    public static FrozenSpan Of(int region, DateTimeOffset start, DateTimeOffset? end) => new(
        region, MinuteBucket.Of(start) / MinuteBucket.PerHour, end is { } left ? MinuteBucket.Of(left) / MinuteBucket.PerHour : int.MaxValue);

    /// <summary>A country learns nothing either while its macro-region was in alarm, as when it was live.</summary>
    public bool Covers(int region, int parent, int hour) =>
        (region == Region || (parent == Region && parent != SiteRegions.World)) && hour >= FirstHour && hour <= LastHour;
}
