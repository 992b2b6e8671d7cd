using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reports.Data;
using Reports.Data.Queries;
using Reports.Data.Tables;
using Reports.Detection.Detectors;
using Reports.Domain.Catalog;
using Reports.Domain.Counting;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;
using Reports.Pipeline.Counting;

namespace Reports.Pipeline.Outages;

/// <summary>
/// Turns alarms into stories: opens, moves and ends outages. An outage is stored only where its state is still the one that was read, so two nodes or an
/// operator can never both change it; the row of the transition commits with it. Called by the tick, one at a time.
/// </summary>
public sealed partial class OutageKeeper(SiteRegions regions, OutageNumbers numbers, CauseFinder causes, IOptions<OutageOptions> options, ILogger<OutageKeeper> logger)
{
    /// <summary>Outages at once. Fewer are stored than read, for SQLite takes no report meanwhile.</summary>
    private const int ReadTogether = 64, StoredTogether = 32;

    /// <summary>The first region in alarm may be a small one with a vague onset; by then the large ones have spoken too.</summary>
    private static readonly TimeSpan OnsetSettles = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan RetractionHolds = TimeSpan.FromDays(1);

    private readonly OutageMembers _members = new(regions);
    private readonly EvidencePeaks _peaks = new(regions);
    private readonly OutageExtents _extents = new(regions, options.Value.WidespreadShare);
    private readonly Dictionary<int, EvidenceClock> _clocks = [];

    /// <summary>Services of a surge that is no proof of an outage; also while it fades, for that proves no more.</summary>
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);

    /// <summary>Retracted outages whose evidence has gone since.</summary>
    private readonly HashSet<Guid> _over = [];

    /// <param name="window">Counts of the last day.</param>
    /// <param name="breather">Rests between services.</param>
    /// <returns>All outages that are open and those that ended in this look, as this look has read or stored them.</returns>
    internal async Task<IReadOnlyCollection<OutageRow>> KeepAsync(ReportsDbContext context, IEnumerable<ServiceWatch> watches, CountWindow window, Breather breather, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = new Dictionary<int, OutageRow>();
        await foreach (var some in context.TrackOpenOutagesAsync(ReadTogether, cancellationToken).ConfigureAwait(false))
        {
            some.ForEach(row => open.Add(row.ServiceId, row));
            await breather.RestAsync(cancellationToken).ConfigureAwait(false);
        }

        var since = now - RetractionHolds;
        var retracted = (await context.Outages.Where(row => row.State == OutageState.Retracted && row.EndedAt >= since).Select(row => new { row.ServiceId, row.Id })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(row => row.ServiceId, row => row.Id);
        var bySlug = watches.ToDictionary(watch => watch.Service.Slug, StringComparer.Ordinal);
        List<Guid> ids = [.. bySlug.Values.Select(watch => open.GetValueOrDefault(watch.Service.Id)?.Id).OfType<Guid>()];
        numbers.BeginTick(ids);
        _peaks.Keep(ids);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        var surges = new List<Surge>();
        foreach (var watch in bySlug.Values)
        {
            await breather.RestAsync(cancellationToken).ConfigureAwait(false);
            var outage = open.GetValueOrDefault(watch.Service.Id);
            var spill = causes.FindSpill(watch, bySlug, _doubted);

            // An outage that was told keeps its alarms: that they fade, not that another service grows, ends it.
            var summary = new AlarmSummary(watch.Verdicts, outage?.FlaggedAt is null ? spill.Explained : null);
            if (summary.Evidence == OutageEvidence.None)
            {
                _over.UnionWith(retracted[watch.Service.Id]);
            }

            if (!summary.Verdicts.Any(verdict => verdict.Level == AlarmLevel.Alarm))
            {
                _doubted.Remove(watch.Service.Slug);
            }

            // What was taken back is not said again from the same evidence.
            if (outage is not null || (summary.Evidence != OutageEvidence.None && retracted[watch.Service.Id].All(_over.Contains)))
            {
                surges.Add(new Surge(watch, summary, spill, outage));
            }
        }

        var sources = await SourceCheck.ReadAsync(context, regions, surges.Where(surge => surge.IsToBeTold).Select(surge => (surge.Watch.Service.Id, surge.Summary)), now, cancellationToken)
            .ConfigureAwait(false);
        foreach (var surge in surges)
        {
            await breather.RestAsync(cancellationToken).ConfigureAwait(false);

            // Who is behind the reports is asked before it is told, not after, and of all before one is named as the cause of another.
            surge.Doubt = surge.IsToBeTold ? sources.Doubt(surge.Watch.Service.Id, surge.Summary, window, options.Value.NetworksOfOne) : SourceDoubt.None;
            _ = surge.IsDoubted ? _doubted.Add(surge.Watch.Service.Slug) : _doubted.Remove(surge.Watch.Service.Slug);
        }

        var kept = new List<Kept>();
        foreach (var surge in surges)
        {
            await breather.RestAsync(cancellationToken).ConfigureAwait(false);
            var cause = surge.Spill.Cause ?? causes.FindProvider(surge.Watch, bySlug, _doubted);
            if (await KeepAsync(context, surge, cause, window, now, cancellationToken).ConfigureAwait(false) is { } outage && context.DetectChanged(outage.Outage))
            {
                kept.Add(outage);
            }

            if (kept.Count == StoredTogether)
            {
                await SaveAsync(context, kept, now, cancellationToken).ConfigureAwait(false);
            }
        }

        await SaveAsync(context, kept, now, cancellationToken).ConfigureAwait(false);
        return [.. context.Outages.Local];
    }

    private async Task SaveAsync(ReportsDbContext context, List<Kept> kept, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var contested = await context.SaveUncontestedAsync(kept.ConvertAll(one => one.Outage), cancellationToken).ConfigureAwait(false);
        kept.RemoveAll(one => contested.Contains(one.Outage.Id));
        foreach (var (service, outage, _) in kept.Where(one => one.HasMoved))
        {
            _clocks[service.Id].Restart(now);
            LogMoved(service.Slug, outage.State);
        }

        kept.Clear();
    }

    /// <returns>The outage, to be stored where it has changed; null where there is none.</returns>
    private async Task<Kept?> KeepAsync(ReportsDbContext context, Surge surge, ProbableCause? cause, CountWindow window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (watch, summary, spill, outage) = surge;
        var evidence = surge.Doubt == SourceDoubt.None ? summary.Evidence : OutageEvidence.Weak;
        var clock = _clocks.TryGetValue(watch.Service.Id, out var known) ? known : _clocks[watch.Service.Id] = new EvidenceClock();
        var held = clock.Observe(outage?.State, evidence, now);
        var next = OutageStateMachine.Next(outage?.State, evidence, held, options.Value.ToRules());
        if (outage is null)
        {
            if (next is not { } first)
            {
                return null;
            }

            outage = Open(context, watch, summary, first, now);
        }
        else if (next is { } state)
        {
            Move(outage, summary, state, now);
        }

        // What is falling says less about its cause than what was said at its height.
        if (cause is not null || summary.Evidence == OutageEvidence.Strong)
        {
            (outage.CauseServiceId, outage.CauseProbability, outage.CauseKind) = (cause?.Service.Id, cause?.Probability, cause?.Kind);
        }

        // What fades says no more of where it came from.
        outage.Doubt = summary.Evidence == OutageEvidence.Strong || outage.FlaggedAt is not null ? surge.Doubt : outage.Doubt;
        var isDue = _members.Update(outage, summary, now) || next is not null || numbers.IsDue(outage.Id);
        _peaks.Note(outage, watch, summary);
        if (outage.FlaggedAt is null || now - outage.FlaggedAt <= OnsetSettles)
        {
            outage.StartedAt = summary.Onset is { } onset && onset < outage.DetectedAt ? onset : outage.StartedAt;
        }

        if (isDue)
        {
            _peaks.Raise(outage);
            await numbers.UpdateAsync(context, watch, window, outage, now, cancellationToken).ConfigureAwait(false);
            if (_extents.Update(outage, watch, summary, spill.Explained, now) && next is null)
            {
                outage.Transitions.Add(new OutageTransitionRow { OutageId = outage.Id, From = outage.State, To = outage.State, At = now });
            }
        }

        return new Kept(watch.Service, outage, next is not null);
    }

    private static OutageRow Open(ReportsDbContext context, ServiceWatch watch, AlarmSummary summary, OutageState state, DateTimeOffset now)
    {
        var outage = new OutageRow
        {
            Id = Guid.CreateVersion7(now),
            ServiceId = watch.Service.Id,
            State = state,
            StartedAt = summary.Onset ?? now,
            DetectedAt = now,
            FlaggedAt = state == OutageState.Outage ? now : null,
            Extent = OutageText.WriteExtent([]),
            WidestExtent = OutageText.WriteExtent([]),
            Problems = "[]",
        };
        outage.Transitions.Add(new OutageTransitionRow { OutageId = outage.Id, From = null, To = state, At = now });
        context.Outages.Add(outage);
        return outage;
    }

    private void Move(OutageRow outage, AlarmSummary summary, OutageState state, DateTimeOffset now)
    {
        outage.Transitions.Add(new OutageTransitionRow { OutageId = outage.Id, From = outage.State, To = state, At = now });
        outage.State = state;
        outage.EndedAt = state is OutageState.Resolved or OutageState.Dismissed ? now : null;
        if (state == OutageState.Outage && outage.FlaggedAt is null)
        {
            outage.FlaggedAt = now;
            _members.ForgetFaint(outage, summary);
        }

        outage.RecoveringAt = state switch
        {
            OutageState.Recovering => now,
            OutageState.Outage => null,
            _ => outage.RecoveringAt,
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Service}: {State}.")]
    private partial void LogMoved(string service, OutageState state);

    /// <summary>A service that has an open outage, or alarms that may become one.</summary>
    private sealed record Surge(ServiceWatch Watch, AlarmSummary Summary, Spill Spill, OutageRow? Outage)
    {
        /// <summary>Its evidence would do to call it an outage, which it was not called yet.</summary>
        public bool IsToBeTold { get; } = Summary.Evidence == OutageEvidence.Strong && Outage?.FlaggedAt is null;

        public SourceDoubt Doubt { get; set; }

        public bool IsDoubted => Doubt != SourceDoubt.None || (!IsToBeTold && Outage is { FlaggedAt: null, Doubt: not SourceDoubt.None });
    }

    /// <param name="HasMoved">It was opened, or its state is another.</param>
    private sealed record Kept(MonitoredService Service, OutageRow Outage, bool HasMoved);
}
