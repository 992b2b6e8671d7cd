using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Intake;

namespace Reports.Pipeline.Status;

/// <summary>Reads the course of a service in a region over any span, from the database, beside what was usual.</summary>
public sealed class SeriesReader(IDbContextFactory<ReportsDbContext> contexts, DetectionTick detection, IOptions<IntakeOptions> intake)
{
    /// <summary>
    /// Below country reports are told by the hour: of shorter steps each has few people, and steps of several lengths over the same time could be subtracted from each other.
    /// </summary>
    public static int StepFor(string region, int step) => IsBelowCountry(region) ? MinuteBucket.PerHour : step;

    /// <summary>The hours that a span lies in, without the one that has not ended: read again and again it would tell its minutes.</summary>
    /// <returns>Start and end, alike where there is none.</returns>
    public static (int From, int To) FinishedHours(int from, int to, int now)
    {
        var start = from / MinuteBucket.PerHour * MinuteBucket.PerHour;
        var end = Math.Min((to + MinuteBucket.PerHour - 1) / MinuteBucket.PerHour, now / MinuteBucket.PerHour) * MinuteBucket.PerHour;
        return (start, Math.Max(start, end));
    }

    /// <summary>Counted <c>down</c> reports per step in [<paramref name="from"/>, <paramref name="to"/>), empty steps included.</summary>
    /// <param name="from">Minute since the Unix epoch, a multiple of <paramref name="step"/>.</param>
    /// <param name="step">As <see cref="StepFor"/> has it.</param>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(MonitoredService service, string region, int from, int to, int step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentOutOfRangeException.ThrowIfNotEqual(step, StepFor(region, step));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var counts = IsBelowCountry(region)
            ? await ReadShownHoursAsync(context, service.Id, region, from, to, cancellationToken).ConfigureAwait(false)
            : await context.ReadSeriesAsync(service.Id, RegionPlaces.Of(region), ReportKind.Down, from, to, step, cancellationToken).ConfigureAwait(false);
        var points = new List<SeriesPoint>((to - from) / step);
        for (var minute = from; minute < to; minute += step)
        {
            var usual = detection.Expected(service.Id, region, minute, minute + step);
            points.Add(new SeriesPoint(minute, counts.GetValueOrDefault(minute), usual?.Mean, usual?.Lower, usual?.Upper));
        }

        return points;
    }

    public static bool IsBelowCountry(string region) => PlaceId.TryParse(region, out var place) && !place.IsCountry;

    /// <summary>The hours in which the subdivision has enough reporters, and what is left of its country too.</summary>
    private async Task<Dictionary<int, int>> ReadShownHoursAsync(ReportsDbContext context, int serviceId, string region, int from, int to, CancellationToken cancellationToken)
    {
        // Inside one window a person counts once, so windows, begun anew each hour, are all that is read.
        var window = Math.Min((int)intake.Value.DedupeWindow.TotalMinutes, MinuteBucket.PerHour);
        var country = PlaceId.Parse(region).Country;
        var windows = await context.ReadWindowsAsync(serviceId, RegionPlaces.Of(country.ToString()), from, to, window, cancellationToken).ConfigureAwait(false);
        var shown = new Dictionary<int, int>();
        foreach (var hour in windows.GroupBy(count => count.Minute / MinuteBucket.PerHour))
        {
            var counts = new SubdivisionCounts(window);
            foreach (var count in hour.OrderBy(count => count.Minute))
            {
                counts.Add(count);
            }

            if (counts.Shown().FirstOrDefault(part => string.Equals(part.Region, region, StringComparison.Ordinal)) is { } part)
            {
                shown[hour.Key * MinuteBucket.PerHour] = part.Reports;
            }
        }

        return shown;
    }
}

/// <param name="Minute">Start of the step, minutes since the Unix epoch.</param>
/// <param name="Expected">Usual mean; null below country, where nothing is watched.</param>
/// <param name="Lower">Lower edge of what is usual.</param>
/// <param name="Upper">Upper edge of what is usual.</param>
public readonly record struct SeriesPoint(int Minute, int Reports, double? Expected, double? Lower, double? Upper);
