using Microsoft.EntityFrameworkCore;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Status;

/// <summary>
/// The frames of an outage, from the database. It protects the database from the readers of a story that everybody opens at once: one reads,
/// what it read is good for a while, and few read at a time. Safe for all threads.
/// </summary>
public sealed class OutageFrames(IDbContextFactory<ReportsDbContext> contexts, DetectionTick detection, StatusBoardHolder boards, TimeProvider time) : IDisposable
{
    private const int AtOnce = 2;
    private const int MostWaiting = 100;

    // What is usual turns slowly: once for so many minutes is enough for every frame among them.
    private const int UsualStep = 15;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(20);
    private readonly Turns _turns = new(AtOnce, MostWaiting);
    private readonly ShortMemory<(Guid Outage, ReplaySpan Span), CountryFrames> _frames = new(Age, 100, time);

    /// <summary>The frames up to the minute before the board's; null where too many ask at once.</summary>
    public Task<CountryFrames?> ReadAsync(OutageView outage)
    {
        ArgumentNullException.ThrowIfNull(outage);
        var span = ReplaySpan.Of(outage, boards.Current.At);
        return _frames.GetAsync((outage.Id, span), _turns, async () =>
        {
            await using var context = await contexts.CreateDbContextAsync().ConfigureAwait(false);
            var counts = await context.ReadCountryMinutesAsync(outage.Service.Id, span.First - span.Window, span.Last, CancellationToken.None).ConfigureAwait(false);
            return Of(outage.Service, span, counts);
        });
    }

    public void Dispose() => _turns.Dispose();

    private CountryFrames Of(MonitoredService service, ReplaySpan span, IReadOnlyList<CountryMinute> counts)
    {
        var totals = Sums(span, counts);
        var countries = counts.Where(count => count.Country != 0).GroupBy(count => count.Country)
            .Select(group => (Code: new PlaceId(group.Key * PlaceId.CountrySpan).ToString(), Reports: Sums(span, group)))
            .Where(country => RegionCatalog.Instance.FindCountry(country.Code) is not null)
            .OrderBy(country => country.Code, StringComparer.Ordinal)
            .Select(country => Course(service, span, country.Code, country.Reports)).ToList();
        return new CountryFrames(span.First, span.Step, span.Window, totals, countries);
    }

    private CountryCourse Course(MonitoredService service, ReplaySpan span, string country, int[] reports)
    {
        double[] expected = new double[span.Frames], lower = new double[span.Frames], upper = new double[span.Frames];
        var known = int.MinValue;
        for (var i = 0; i < span.Frames; i++)
        {
            var end = span.First + (i * span.Step);
            if (end < known + UsualStep && i > 0)
            {
                (expected[i], lower[i], upper[i]) = (expected[i - 1], lower[i - 1], upper[i - 1]);
                continue;
            }

            known = end;
            if (detection.Expected(service.Id, country, end - span.Window, end) is { } usual)
            {
                (expected[i], lower[i], upper[i]) = (usual.Mean, usual.Lower, usual.Upper);
            }
        }

        return new CountryCourse(country, reports, expected, lower, upper);
    }

    /// <summary>Reports in the window that ends with each frame.</summary>
    private static int[] Sums(ReplaySpan span, IEnumerable<CountryMinute> counts)
    {
        var start = span.First - span.Window;
        var before = new int[span.Last - start + 1];
        foreach (var count in counts)
        {
            before[count.Minute - start + 1] += count.Reports;
        }

        for (var i = 1; i < before.Length; i++)
        {
            before[i] += before[i - 1];
        }

        return [.. Enumerable.Range(0, span.Frames).Select(i => before[(i * span.Step) + span.Window] - before[i * span.Step])];
    }
}
