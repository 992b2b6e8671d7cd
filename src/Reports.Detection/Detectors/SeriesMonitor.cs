using Reports.Detection.Attribution;
using Reports.Detection.Changes;
using Reports.Detection.Series;

namespace Reports.Detection.Detectors;

/// <summary>The moving parts of one region of one service: tests, alarm, the running hour, and the hour not yet learnt.</summary>
internal sealed class SeriesMonitor(int region, int parent, bool isLeaf, double[] ratios)
{
    /// <summary>What a trace keeps of its excess each minute: half after six hours.</summary>
    private const double TraceKeep = 0.99807644;

    // A report in a day and a half explains nobody's surge.
    private const double LeastTrace = 5e-4;

    public readonly int Region = region;
    public readonly int Parent = parent;
    public readonly bool IsLeaf = isLeaf;
    public readonly SurgeBank Surge = new(ratios);
    public RecoveryTest Recovery;

    /// <summary>Reports of the minute in hand, parts included.</summary>
    public int Reports;

    /// <summary>Usual fresh reports per hour at the middle of the hour before, this hour, and the next; parts included.</summary>
    public double Before;
    public double Here;
    public double After;

    /// <summary>Σ (uncertainty of a part's level × its rate)².</summary>
    public double DoubtSquares;

    /// <summary>What the usual rate is multiplied by for doubt, ≥ 1.</summary>
    public double Doubt = 1;

    public double Usual;

    /// <summary>Variance of a minute's fresh reports over their mean, ≥ 1.</summary>
    public double Dispersion = 1;
    public int OwnReports;
    public HourSum Hour;
    public HourSum Pending;

    public AlarmLevel Level;
    public double Evidence;
    public double Support;
    public PartsEvidence Parts;
    public int Onset;
    public int Raised;
    public int Source;
    public bool Recovering;

    /// <summary>The latest alarm, for those who ask whose fault another service's surge is.</summary>
    public SurgeTrace Trace;

    public bool Quiet => Level == AlarmLevel.None && Surge.Idle;

    /// <summary>Brings <see cref="Trace"/> up to a minute whose verdict is known.</summary>
    public void Remember(int minuteOfHour)
    {
        var excess = Trace.ExcessPerMinute > LeastTrace ? Trace.ExcessPerMinute * TraceKeep : 0;
        Trace = Level == AlarmLevel.Alarm
            ? new SurgeTrace(Math.Max(excess, Recovery.Rate - RateAt(minuteOfHour)), Onset)
            : Trace with { ExcessPerMinute = excess };
    }

    /// <param name="minuteOfHour">0..59. The rate is a straight line between the middles of hours.</param>
    public double RateAt(int minuteOfHour)
    {
        var fromMiddle = (minuteOfHour + 0.5 - 30) / 60;
        var neighbour = fromMiddle < 0 ? Before : After;
        return (Here + (Math.Abs(fromMiddle) * (neighbour - Here))) / 60;
    }
}
