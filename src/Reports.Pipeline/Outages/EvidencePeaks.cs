using Reports.Data.Tables;
using Reports.Domain.Outages;
using Reports.Pipeline.Alarms;

namespace Reports.Pipeline.Outages;

/// <summary>
/// The most that the reports of an open outage had to say, in all and in each of its regions. Every look notes it, also of outages whose turn to be stored
/// (<see cref="OutageNumbers"/>) is not there yet; those told before this node looked at them are in their rows.
/// </summary>
internal sealed class EvidencePeaks(SiteRegions regions)
{
    private readonly Dictionary<Guid, Peak> _peaks = [];

    /// <summary>Forgets all other outages.</summary>
    public void Keep(IReadOnlyCollection<Guid> open)
    {
        foreach (var id in _peaks.Keys.Except(open).ToList())
        {
            _peaks.Remove(id);
        }
    }

    /// <summary>Notes what a look has seen of the regions that are part of an outage now.</summary>
    public void Note(OutageRow outage, ServiceWatch watch, AlarmSummary summary)
    {
        var peak = _peaks.TryGetValue(outage.Id, out var known) ? known : _peaks[outage.Id] = new Peak();
        peak.Confidence = Math.Max(peak.Confidence, watch.Confidence(summary.StrongestEvidence));
        foreach (var row in outage.Regions.Where(row => row.LeftAt is null))
        {
            if (summary.Find(regions.IndexOf(row.Region)) is { } verdict)
            {
                peak.Regions[(row.Region, row.JoinedAt)] = RegionEvidence.Highest(peak.Regions.GetValueOrDefault((row.Region, row.JoinedAt)), watch.EvidenceOf(verdict));
            }
        }
    }

    /// <summary>Raises what its rows say to what was noted.</summary>
    public void Raise(OutageRow outage)
    {
        if (_peaks.TryGetValue(outage.Id, out var peak))
        {
            outage.Confidence = Math.Max(outage.Confidence, peak.Confidence);
            foreach (var row in outage.Regions)
            {
                row.Evidence = RegionEvidence.Highest(row.Evidence, peak.Regions.GetValueOrDefault((row.Region, row.JoinedAt)));
            }
        }
    }

    private sealed class Peak
    {
        public double Confidence { get; set; }

        public Dictionary<(string Region, DateTimeOffset JoinedAt), RegionEvidence?> Regions { get; } = [];
    }
}
