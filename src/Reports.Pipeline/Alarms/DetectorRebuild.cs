using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Detection.Series;
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
        var replayFrom = (untilMinute / MinuteBucket.PerHour) - ReplayHours;
        var firstHour = replayFrom - (weeks * 7 * 24);
        var only = watches.Count == 1 ? watches[0].Service.Id : (int?)null;
        var observed = await context.ReadObservedHoursAsync(firstHour, replayFrom, cancellationToken).ConfigureAwait(false);
        var frozen = await ReadFrozenAsync(context, only, MinuteBucket.Start(firstHour * MinuteBucket.PerHour), cancellationToken).ConfigureAwait(false);
        foreach (var watch in watches)
        {
            watch.Restart();
        }

        await LearnAsync(context, watches, firstHour, replayFrom, only, observed, frozen, cancellationToken).ConfigureAwait(false);
        await ReplayAsync(context, watches, replayFrom * MinuteBucket.PerHour, untilMinute, only, cancellationToken).ConfigureAwait(false);
    }

    private async Task LearnAsync(
        ReportsDbContext context, IReadOnlyList<ServiceWatch> watches, int firstHour, int endHour, int? only,
        Dictionary<int, int> observed, ILookup<int, FrozenSpan> frozen, CancellationToken cancellationToken)
    {
        var sums = watches.ToDictionary(watch => watch.Service.Id, _ => new List<RegionHour>());
        var hour = observed.Count > 0 ? observed.Keys.Min() : endHour;
        await foreach (var row in context.ReadHours(firstHour, endHour, only).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            for (hour = Math.Min(hour, row.Hour); hour < row.Hour; hour++)
            {
                Close(hour);
            }

            if (sums.TryGetValue(row.ServiceId, out var list))
            {
                var region = regions.IndexOf(row.Place);
                var isFrozen = frozen[row.ServiceId].Any(span => span.Covers(region, row.Hour));
                list.Add(new RegionHour(region, row.Fresh, row.Count, isFrozen));
            }
        }

        for (; hour < endHour; hour++)
        {
            Close(hour);
        }

        void Close(int closing)
        {
            foreach (var watch in watches)
            {
                var list = sums[watch.Service.Id];

                // Partners' history has reports in hours for which this site has no heartbeats.
                var minutes = observed.GetValueOrDefault(closing, list.Count > 0 ? MinuteBucket.PerHour : 0);
                watch.Detector.LearnHour(closing, minutes, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));
                list.Clear();
            }
        }
    }

    private static async Task ReplayAsync(ReportsDbContext context, IReadOnlyList<ServiceWatch> watches, int from, int to, int? only, CancellationToken cancellationToken)
    {
        var heartbeats = await context.ReadHeartbeatsAsync(from, to, cancellationToken).ConfigureAwait(false);
        var rows = only is { } service
            ? await context.ReadMinutesAsync(service, from, to, cancellationToken).ConfigureAwait(false)
            : await context.ReadMinutesAsync(from, to, cancellationToken).ConfigureAwait(false);
        var counts = rows.ToLookup(count => (count.ServiceId, count.Minute));
        foreach (var watch in watches)
        {
            for (var minute = from; minute < to; minute++)
            {
                watch.Advance(minute, [.. counts[(watch.Service.Id, minute)]], heartbeats.Contains(minute));
            }
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

    private readonly record struct FrozenSpan(int Region, int FirstHour, int LastHour)
    {
        public static FrozenSpan Of(OutageRow outage, OutageRegionRow region, int index)
        {
            var from = MinuteBucket.Of(outage.StartedAt) / MinuteBucket.PerHour;
            var to = region.LeftAt is { } left ? MinuteBucket.Of(left) / MinuteBucket.PerHour : int.MaxValue;
            return new FrozenSpan(index, from, to);
        }

        public bool Covers(int region, int hour) => region == Region && hour >= FirstHour && hour <= LastHour;
    }
}
