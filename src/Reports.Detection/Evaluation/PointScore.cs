namespace Reports.Detection.Evaluation;

/// <summary>How alarms fared against labelled rows. Ratios are in [0, 1], 0 where nothing could be counted; delays are rows.</summary>
/// <param name="Events">Runs of labelled rows, gaps of up to two rows included.</param>
/// <param name="Detected">Those with a row in alarm.</param>
/// <param name="Precision">Detected ÷ (detected + false alarms).</param>
/// <param name="FalseAlarms">Runs of rows in alarm, joined alike, that come no nearer than two rows to a labelled one.</param>
/// <param name="PointRecall">Labelled rows in alarm ÷ labelled rows.</param>
/// <param name="PointPrecision">Labelled rows in alarm ÷ rows in alarm.</param>
public sealed record PointScore(
    int Series,
    int Events,
    int Detected,
    double Recall,
    double Precision,
    double F1,
    int? DelayMedian,
    int? Delay90,
    int FalseAlarms,
    double FalseAlarmsPerSeriesWeek,
    double PointRecall,
    double PointPrecision,
    double PointF1);
