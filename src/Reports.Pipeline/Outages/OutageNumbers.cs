using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Counting;
using Reports.Pipeline.Status;

namespace Reports.Pipeline.Outages;

/// <summary>
/// Counts what an open outage amounts to so far. What can no longer change is added up once, so that a tick costs as much on the second day of an outage of
/// all services as in its first hour; and where very many are open they take turns, for all of them would hold up whoever reports. Used by the tick only.
/// </summary>
public sealed class OutageNumbers(ServiceCatalog catalog, SiteRegions regions)
{
    /// <summary>So many a tick; what has more open is an outage of everything, in which an outage's numbers may be a minute old.</summary>
    private const int MostPerTick = 48;

    private readonly Dictionary<Guid, Settled> _settled = [];
    private HashSet<Guid> _due = [];
    private long _tick;

    /// <summary>Forgets the sums of all other outages, and chooses those whose turn it is: who waited longest.</summary>
    public void BeginTick(IReadOnlyCollection<Guid> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        foreach (var id in _settled.Keys.Except(open).ToList())
        {
            _settled.Remove(id);
        }

        _tick++;
        _due = [.. open.OrderBy(id => _settled.GetValueOrDefault(id)?.UpdatedIn ?? 0).Take(MostPerTick)];
    }

    /// <summary>It is its turn; whose state or regions change does not wait for it.</summary>
    public bool IsDue(Guid outage) => _due.Contains(outage);

    public async Task UpdateAsync(ReportsDbContext context, ServiceWatch watch, CountWindow window, OutageRow outage, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(outage);
        var from = MinuteBucket.Of(outage.StartedAt);
        var to = MinuteBucket.Of(now) + 1;
        var settled = await SettleAsync(context, watch, window, outage.Id, from, cancellationToken).ConfigureAwait(false);
        settled.UpdatedIn = _tick;
        var tally = settled.Tally.Copy();
        for (var minute = settled.Next; minute < to; minute++)
        {
            tally.Add(minute, window.Of(watch.Service.Id, minute));
        }

        if (tally.Peak.Reports > outage.PeakPerMinute)
        {
            outage.PeakPerMinute = tally.Peak.Reports;
            outage.PeakAt = MinuteBucket.Start(tally.Peak.Minute);
            outage.ExpectedPerMinute = watch.Expected(SiteRegions.World, tally.Peak.Minute, tally.Peak.Minute + 1).Mean;
        }

        outage.Reports = tally.Reports;
        outage.ExpectedReports = watch.Expected(SiteRegions.World, from, to).Mean;
        outage.Problems = OutageText.WriteProblems(ProblemShares.Of(tally.Problems, catalog));
        foreach (var row in outage.Regions)
        {
            var region = regions.IndexOf(row.Region);
            row.Reports = tally.From(region);
            row.Expected = region == SiteRegions.World ? outage.ExpectedReports : watch.Expected(region, from, to).Mean;
        }
    }

    /// <summary>The sums of all minutes that no later tick reads again; anew where the outage began otherwise or its minutes were counted again.</summary>
    private async Task<Settled> SettleAsync(ReportsDbContext context, ServiceWatch watch, CountWindow window, Guid id, int from, CancellationToken cancellationToken)
    {
        if (!_settled.TryGetValue(id, out var settled) || settled.From != from || settled.Generation != watch.Generation)
        {
            settled = _settled[id] = new Settled(from, watch.Generation, new OutageTally(regions)) { Next = from };
            if (from < window.First)
            {
                var stored = await context.ReadMinutesAsync(watch.Service.Id, from, window.First, cancellationToken).ConfigureAwait(false);
                foreach (var minute in stored.GroupBy(count => count.Minute).OrderBy(minute => minute.Key))
                {
                    settled.Tally.Add(minute.Key, minute);
                }

                settled.Next = window.First;
            }
        }

        for (; settled.Next < window.SettledBefore; settled.Next++)
        {
            settled.Tally.Add(settled.Next, window.Of(watch.Service.Id, settled.Next));
        }

        return settled;
    }

    /// <summary>Sums of the minutes from <paramref name="From"/> up to <see cref="Next"/>.</summary>
    private sealed record Settled(int From, int Generation, OutageTally Tally)
    {
        public int Next { get; set; }

        /// <summary>The tick that used them last.</summary>
        public long UpdatedIn { get; set; }
    }
}
