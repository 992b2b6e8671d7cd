namespace Reports.Detection.Evaluation;

/// <summary>How alarms of one level fared. Ratios are in [0, 1], 0 where nothing could be counted; delays are minutes.</summary>
/// <param name="Recall10">Share of the outages noticed within ten minutes.</param>
/// <param name="ExcessMedian">Minutes by which a hit came later than the reference's, 0 where that is unknown; null without a hit.</param>
/// <param name="EndLagMedian">Minutes from restoration to the close of the last alarm; null without a hit.</param>
/// <param name="OutageScore">100·(Σ over hits 2^(−delay/15) − 0.11·false alarms) ÷ outages; 0 without outages.</param>
public sealed record LevelScore(
    string Level,
    int Series,
    int Outages,
    int Detected,
    double Recall,
    double Precision,
    double F1,
    double Recall10,
    int? DelayMedian,
    int? Delay90,
    int? ExcessMedian,
    int FalseAlarms,
    double FalseAlarmsPerSeriesWeek,
    IReadOnlyDictionary<string, int> FalseAlarmCauses,
    double RepeatsPerHit,
    int? EndLagMedian,
    double OutageScore);
