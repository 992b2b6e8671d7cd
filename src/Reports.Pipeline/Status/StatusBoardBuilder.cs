using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Domain.Status;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Counting;
using Reports.Pipeline.Intake;

namespace Reports.Pipeline.Status;

/// <summary>Builds the board of an instant from the window of counts, the detectors and the stored outages. Used by the tick only.</summary>
public sealed class StatusBoardBuilder(ServiceCatalog catalog, SiteRegions regions, IOptions<IntakeOptions> intake)
{
    private const int SparklinePoints = 48;
    private const int SparklineStep = 30;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);
    private static readonly int[] NoReports = new int[DaySeries.Points];
    private readonly Dictionary<int, UsualSteps> _usual = [];
    private long _version;

    /// <param name="kept">Outages that the look has in its hands.</param>
    /// <param name="breather">Rests between services, and between minutes of counts.</param>
    internal async Task<StatusBoard> BuildAsync(
        ReportsDbContext context, IReadOnlyDictionary<int, ServiceWatch> watches, CountWindow window, IReadOnlyCollection<OutageRow> kept, Breather breather, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var updates = await context.ReadUpdatesAsync(now - Recent - Recent, null, cancellationToken).ConfigureAwait(false);
        var outages = (await context.ReadRecentOutagesAsync(now - Recent, kept, cancellationToken).ConfigureAwait(false))
            .Select(row => OutageViews.Of(row, catalog, updates)).OfType<OutageView>().ToList();
        var simulated = await context.SiteFacts.AnyAsync(fact => fact.Name == SiteFacts.Simulated, cancellationToken).ConfigureAwait(false);

        var minute = MinuteBucket.Of(now);
        var first = (minute / DaySeries.Step * DaySeries.Step) - ((DaySeries.Points - 1) * DaySeries.Step);
        var open = outages.Where(outage => outage.IsOpen).ToDictionary(outage => outage.Service.Id);
        var tallies = watches.Keys.ToDictionary(
            id => id,
            id => new ServiceTally(regions, first, SinceMinute(open.GetValueOrDefault(id), first, minute), minute - MinuteBucket.PerHour + 1, (int)intake.Value.DedupeWindow.TotalMinutes));
        foreach (var counts in window.From(first))
        {
            await breather.RestAsync(cancellationToken).ConfigureAwait(false);
            foreach (var count in counts)
            {
                tallies.GetValueOrDefault(count.ServiceId)?.Add(count);
            }
        }

        var said = updates.GroupBy(update => update.ServiceId).ToDictionary(group => group.Key, group => OutageViews.Of(group.Last()));
        foreach (var watch in watches.Values.Where(watch => !_usual.ContainsKey(watch.Service.Id)))
        {
            _usual[watch.Service.Id] = new UsualSteps(watch);
        }

        ServiceStatus StatusOf(ServiceWatch watch) =>
            Service(watch, tallies[watch.Service.Id], open.GetValueOrDefault(watch.Service.Id), said.GetValueOrDefault(watch.Service.Id), first, minute);

        // Services have nothing in common, and the first board, for which every step of the day is worked out, is what a start waits for.
        var all = _version == 0 ? [.. watches.Values.AsParallel().Select(StatusOf)] : await InTurnAsync(watches.Values, StatusOf, breather, cancellationToken).ConfigureAwait(false);
        var services = all.OrderByDescending(service => service.Status).ThenByDescending(service => service.ReportsLastHour)
            .ThenBy(service => service.Service.Name, StringComparer.OrdinalIgnoreCase).ToList();
        return new StatusBoard(++_version, now, simulated, services, outages);
    }

    private static async Task<List<ServiceStatus>> InTurnAsync(
        IEnumerable<ServiceWatch> watches, Func<ServiceWatch, ServiceStatus> statusOf, Breather breather, CancellationToken cancellationToken)
    {
        var all = new List<ServiceStatus>();
        foreach (var watch in watches)
        {
            await breather.RestAsync(cancellationToken).ConfigureAwait(false);
            all.Add(statusOf(watch));
        }

        return all;
    }

    /// <summary>The start of the open outage, but not before the day that is in memory; without one, an hour ago.</summary>
    private static int SinceMinute(OutageView? open, int first, int minute)
    {
        var hourAgo = minute - MinuteBucket.PerHour + 1;
        return open is null ? hourAgo : Math.Clamp(MinuteBucket.Of(open.StartedAt), first, minute);
    }

    private ServiceStatus Service(ServiceWatch watch, ServiceTally tally, OutageView? open, OfficialUpdate? said, int first, int minute)
    {
        var since = SinceMinute(open, first, minute);
        var scope = new Scope(watch, tally, _usual[watch.Service.Id], open, first, since, minute);
        var macroRegions = Enumerable.Range(1, MacroRegions.All.Count).Select(region => Region(scope, region)).ToList();
        var joined = open?.Regions.Select(region => regions.IndexOf(region.Region)) ?? [];
        var countries = tally.Regions.Union(joined).Where(SiteRegions.IsCountry).Select(region => Region(scope, region))
            .OrderByDescending(country => country.Reports).ThenBy(country => country.Region, StringComparer.Ordinal).ToList();
        var world = Region(scope, SiteRegions.World);
        var (spark, sparkUpper) = Sparkline(scope, minute);
        return new ServiceStatus(
            watch.Service, StatusOf(open), tally.ReportsLastHour, MinuteBucket.Start(since), spark, sparkUpper, world, macroRegions, countries,
            ProblemShares.Of(tally.Problems, catalog), open, said)
        { Subdivisions = tally.Subdivisions };
    }

    private RegionStatus Region(Scope scope, int region)
    {
        var id = regions.IdOf(region);
        var tally = scope.Tally.Find(region);
        var ranges = scope.Usual.Of(region, scope.First, DaySeries.Step, DaySeries.Points);
        var window = scope.Watch.Expected(region, scope.Since, scope.Minute + 1);
        var extent = scope.Open is { } open && !SiteRegions.IsCountry(region) && region != SiteRegions.World ? open.Extent[regions.MacroOf(region)] : Extent.None;
        var series = new DaySeries(
            scope.First, tally?.Steps ?? NoReports, ranges.Mean, ranges.Lower, ranges.Upper);
        return new RegionStatus(
            id, StatusOf(scope.Open, region), extent, tally?.Reports ?? 0, window.Mean, window.Lower, window.Upper, tally?.Works ?? 0, tally?.WorksLastHour ?? 0, series);
    }

    /// <summary>A macro-region has the status of its worst part, and is possible where none is part of an outage whose extent it belongs to; the world has that of the outage.</summary>
    private StatusLevel StatusOf(OutageView? open, int region)
    {
        if (open is null || region == SiteRegions.World)
        {
            return StatusOf(open);
        }

        var parts = open.Regions.Where(part => part.LeftAt is null)
            .Where(part => regions.IndexOf(part.Region) is var index && (index == region || (!SiteRegions.IsCountry(region) && regions.MacroOf(index) == regions.MacroOf(region))));
        var leaps = open.State == OutageState.Outage && !SiteRegions.IsCountry(region) && open.Extent[regions.MacroOf(region)] != Extent.None;
        return parts.Select(part => part.Status).DefaultIfEmpty(leaps ? StatusLevel.Possible : StatusLevel.Operational).Max();
    }

    private static StatusLevel StatusOf(OutageView? open) => open?.State switch
    {
        OutageState.Possible => StatusLevel.Possible,
        OutageState.Outage => StatusLevel.Outage,
        OutageState.Recovering => StatusLevel.Recovering,
        _ => StatusLevel.Operational,
    };

    private static (int[] Reports, double[] Upper) Sparkline(Scope scope, int minute)
    {
        var first = (minute / SparklineStep * SparklineStep) - ((SparklinePoints - 1) * SparklineStep);
        var reports = new int[SparklinePoints];
        if (scope.Tally.Find(SiteRegions.World)?.Steps is { } steps)
        {
            for (var i = 0; i < steps.Length; i++)
            {
                var slot = (scope.First + (i * DaySeries.Step) - first) / SparklineStep;
                if (scope.First + (i * DaySeries.Step) >= first && slot < reports.Length)
                {
                    reports[slot] += steps[i];
                }
            }
        }

        return (reports, scope.Usual.Of(SiteRegions.World, first, SparklineStep, SparklinePoints).Upper);
    }

    private sealed record Scope(ServiceWatch Watch, ServiceTally Tally, UsualSteps Usual, OutageView? Open, int First, int Since, int Minute);
}
