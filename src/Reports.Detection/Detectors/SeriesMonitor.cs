using Reports.Detection.Attribution;
using Reports.Detection.Changes;
using Reports.Detection.Scoring;
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
    public RecentMinutes Recent;

    /// <summary>Reports of the minute in hand, parts included.</summary>
    public int Reports;

    /// <summary>The usual rates around the hour <see cref="RatesHour"/>.</summary>
    public HourRates Rates;
    public int RatesHour = int.MinValue;

    /// <summary>What the usual rate is multiplied by for doubt, ≥ 1.</summary>
    public double Doubt = 1;

    public double Usual;

    /// <summary>The law of this hour's minutes, for a mean of 1.</summary>
    public ClumpedCounts Law = new(1, 1);
    public int OwnReports;
    public HourSum Hour;
    public HourSum Pending;

    /// <summary>
    /// Its reports were there when the watch began: they may well be what is usual, so until the baseline has caught up with them they are
    /// evidence of nothing.
    /// </summary>
    public bool Unknown;

    /// <summary>It had reports in the first minutes of the watch.</summary>
    public bool WasFirst;

    public AlarmLevel Level;
    public double Evidence;
    public double Support;

    /// <summary>Nats by which others lower its threshold.</summary>
    public double Lent;
    public PartsEvidence Parts;
    public int Onset;
    public int Raised;
    public int Source;
    public bool Recovering;

    /// <summary>Countries within that ever had a report.</summary>
    public int Leaves;

    /// <summary>This country is among the <see cref="Leaves"/> of the regions around it.</summary>
    public bool Counted;

    public bool Awake;

    /// <summary>Its hour is learnt by itself.</summary>
    public bool IsVisited = true;

    /// <summary>A region within is awake.</summary>
    public bool PartAwake;

    private SurgeTrace trace;
    private long lastAwake;

    /// <summary>Likely first minute of the surge that lasts to this minute.</summary>
    public int OnsetAt(int minute) => Recent.Onset(minute, Usual, Surge.Onset);

    /// <summary>Nats of its own surge; 0 while it is not known what is usual.</summary>
    public double SurgeEvidence => Unknown ? 0 : Surge.Evidence;

    public bool Quiet => Level == AlarmLevel.None && Surge.Idle;

    /// <summary>The latest alarm, for those who ask whose fault another service's surge is.</summary>
    public SurgeTrace TraceAt(long clock)
    {
        var excess = trace.ExcessPerMinute * Math.Pow(TraceKeep, clock - lastAwake);
        return trace with { ExcessPerMinute = excess > LeastTrace ? excess : 0 };
    }

    /// <summary>Brings what fades up to the minute before this one.</summary>
    public void Wake(long clock)
    {
        trace = TraceAt(clock - 1);
        Recovery.Fade(clock - 1 - lastAwake);
        Recent.Clear();
        (lastAwake, Awake) = (clock - 1, true);
    }

    /// <summary>The verdict of the minute is known: what it held goes into the hour and the memory.</summary>
    public void EndMinute(int minuteOfHour, long clock)
    {
        // A region named twice in a minute must be squared once.
        Hour.FreshSquares += (double)OwnReports * OwnReports;
        Hour.Unknown |= Unknown;
        Reports = OwnReports = 0;
        trace = TraceAt(clock);
        lastAwake = clock;
        if (Level == AlarmLevel.Alarm)
        {
            trace = new SurgeTrace(Math.Max(trace.ExcessPerMinute, Recovery.Rate - Rates.At(minuteOfHour)), Onset);
        }

        Awake = PartAwake || !Quiet;
        PartAwake = false;
    }
}
