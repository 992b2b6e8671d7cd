using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
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
        var replayFrom = (untilMinute / MinuteBucket.PerHour) - ReplayHours;
        var firstHour = replayFrom - (weeks * 7 * 24);
        var only = watches.Count == 1 ? watches[0].Service.Id : (int?)null;
        var observed = await context.ReadObservedHoursAsync(firstHour, replayFrom, cancellationToken).ConfigureAwait(false);
        var heartbeats = await context.ReadHeartbeatsAsync(replayFrom * MinuteBucket.PerHour, untilMinute, cancellationToken).ConfigureAwait(false);
        var frozen = await ReadFrozenAsync(context, only, MinuteBucket.Start(firstHour * MinuteBucket.PerHour), cancellationToken).ConfigureAwait(false);
        var replays = watches.ToDictionary(
            watch => watch.Service.Id,
            watch => new ServiceReplay(watch, regions, observed, heartbeats, [.. frozen[watch.Service.Id]], replayFrom, untilMinute));

        await foreach (var count in context.StreamDown(firstHour * MinuteBucket.PerHour, untilMinute, only).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            replays.GetValueOrDefault(count.ServiceId)?.Add(count);
        }

        foreach (var replay in replays.Values)
        {
            replay.Finish();
        }
    }

    private async Task<ILookup<int, FrozenSpan>> ReadFrozenAsync(ReportsDbContext context, int? only, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var outages = await context.Outages.AsNoTracking()
            .Where(row => row.State != OutageState.Retracted && row.State != OutageState.Dismissed && (only == null || row.ServiceId == only) && (row.EndedAt == null || row.EndedAt >= since))
            .Include(row => row.Regions).ToListAsync(cancellationToken).ConfigureAwait(false);
        return outages.SelectMany(outage => outage.Regions.Select(region => (outage, region)))
            .ToLookup(pair => pair.outage.ServiceId, pair => FrozenSpan.Of(pair.outage, pair.region, regions.IndexOf(pair.region.Region)));
    }
}

/// <summary>Hours in which a region was part of an outage.</summary>
internal readonly record struct FrozenSpan(int Region, int FirstHour, int LastHour)
{
    public static FrozenSpan Of(OutageRow outage, OutageRegionRow region, int index)
    {
        var from = MinuteBucket.Of(outage.StartedAt) / MinuteBucket.PerHour;
        var to = region.LeftAt is { } left ? MinuteBucket.Of(left) / MinuteBucket.PerHour : int.MaxValue;
        return new FrozenSpan(index, from, to);
    }

    public bool Covers(int region, int hour) => region == Region && hour >= FirstHour && hour <= LastHour;
}
