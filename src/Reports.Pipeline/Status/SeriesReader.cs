using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Status;

/// <summary>Reads the course of a service in a region over any span, from the database, beside what was usual.</summary>
public sealed class SeriesReader(IDbContextFactory<ReportsDbContext> contexts, DetectionTick detection)
{
    /// <summary>Below country, fewer than so many are not told, so that no one can be picked out.</summary>
    public const int FewestBelowCountry = 3;

    /// <summary>Counted <c>down</c> reports per step in [<paramref name="from"/>, <paramref name="to"/>), empty steps included.</summary>
    /// <param name="from">Minute since the Unix epoch, a multiple of <paramref name="step"/>.</param>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(MonitoredService service, string region, int from, int to, int step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var counts = await context.ReadSeriesAsync(service.Id, RegionPlaces.Of(region), ReportKind.Down, from, to, step, cancellationToken).ConfigureAwait(false);
        var belowCountry = PlaceId.TryParse(region, out var place) && !place.IsCountry;
        var points = new List<SeriesPoint>((to - from) / step);
        for (var minute = from; minute < to; minute += step)
        {
            var reports = counts.GetValueOrDefault(minute);
            var usual = detection.Expected(service.Id, region, minute, minute + step);
            points.Add(new SeriesPoint(minute, belowCountry && reports < FewestBelowCountry ? 0 : reports, usual?.Mean, usual?.Lower, usual?.Upper));
        }

        return points;
    }
}

/// <param name="Minute">Start of the step, minutes since the Unix epoch.</param>
/// <param name="Expected">Usual mean; null below country, where nothing is watched.</param>
/// <param name="Lower">Lower edge of what is usual.</param>
/// <param name="Upper">Upper edge of what is usual.</param>
public readonly record struct SeriesPoint(int Minute, int Reports, double? Expected, double? Lower, double? Upper);
